/**
 * Conditions as boolean formulas over predicates: hash-consed, so that what several rules ask is
 * asked once, and ready to be specialised when part of the answers is known.
 */
@NullMarked
package dev.creance.match.formula;

import org.jspecify.annotations.NullMarked;
