/**
 * What is normal here: what each workload was seen to do on recordings labelled normal, and whether
 * a hit is something that it was seen to do.
 */
@NullMarked
package dev.creance.tuning.normal;

import org.jspecify.annotations.NullMarked;
