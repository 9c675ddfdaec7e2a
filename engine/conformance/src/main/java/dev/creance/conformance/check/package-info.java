/**
 * What a comparison with Falco is: a {@link dev.creance.conformance.check.Check} with its {@link
 * dev.creance.conformance.check.Outcome}, where the expectations lie, and how that Falco was set
 * up.
 */
@NullMarked
package dev.creance.conformance.check;

import org.jspecify.annotations.NullMarked;
