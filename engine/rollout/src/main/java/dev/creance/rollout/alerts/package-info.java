/**
 * Alerts of rules that run now, as Falco writes them (JSON lines, or one by HTTP): how noisy they
 * are in production, to be put beside what was foretold. Summed up at once, or kept in a
 * workspace's catalogue, each alert once.
 */
@NullMarked
package dev.creance.rollout.alerts;

import org.jspecify.annotations.NullMarked;
