/**
 * What becomes of rules' hits when events are dropped or metadata are missing: replays with losses
 * put in on purpose.
 */
@NullMarked
package dev.creance.tuning.robust;

import org.jspecify.annotations.NullMarked;
