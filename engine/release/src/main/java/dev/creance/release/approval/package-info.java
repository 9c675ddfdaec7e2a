/**
 * Who may let a release out: signatures of people over exactly what was measured, and the policy
 * that says how many of them it takes. The policy comes from whoever verifies, never with the
 * release.
 */
@NullMarked
package dev.creance.release.approval;

import org.jspecify.annotations.NullMarked;
