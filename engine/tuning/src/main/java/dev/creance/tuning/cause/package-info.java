/**
 * Why rules fire on what is normal: because of what is normal here, because metadata are missing or
 * events were dropped, or again and again.
 */
@NullMarked
package dev.creance.tuning.cause;

import org.jspecify.annotations.NullMarked;
