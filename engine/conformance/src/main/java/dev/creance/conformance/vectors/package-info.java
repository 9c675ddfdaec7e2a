/**
 * Vectors from Falco's and libsinsp's own tests and functions, a row at a time. Whoever wants all
 * of them enters by {@link dev.creance.conformance.vectors.Vectors}.
 */
@NullMarked
package dev.creance.conformance.vectors;

import org.jspecify.annotations.NullMarked;
