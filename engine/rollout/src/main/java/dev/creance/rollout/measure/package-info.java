/** What agents report, asked of Prometheus's HTTP API. Knows nothing of releases and plans. */
@NullMarked
package dev.creance.rollout.measure;

import org.jspecify.annotations.NullMarked;
