/**
 * Alerts of rules that run now, as Falco writes them (JSON lines, or one by HTTP): how noisy they
 * are in production, to be put beside what was foretold.
 */
@NullMarked
package dev.creance.rollout.alerts;

import org.jspecify.annotations.NullMarked;
