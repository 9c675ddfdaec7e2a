/**
 * Following a channel: look, verify, keep on disk, hand over to whoever runs rules; and refuse,
 * with the reason, what may not run. What runs stays until something better is proven.
 */
@NullMarked
package dev.creance.release.follow;

import org.jspecify.annotations.NullMarked;
