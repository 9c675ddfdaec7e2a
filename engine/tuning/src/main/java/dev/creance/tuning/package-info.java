/**
 * What rules are worth: noise, hit rate, proposals, comparisons, regression tests. Services without
 * any printing: they take rules and open corpora and give records.
 */
@NullMarked
package dev.creance.tuning;

import org.jspecify.annotations.NullMarked;
