/**
 * Releases on their way through clusters: a plan ({@code plan}), what agents report to Prometheus
 * ({@code measure}), what that says of the release ({@code gate}), and the rollout that moves
 * channels, holds or goes back by it. Every step is an entry of the audit trail, and a rollout's
 * state is what its entries add up to: it survives restarts.
 */
@NullMarked
package dev.creance.rollout;

import org.jspecify.annotations.NullMarked;
