/** What a process tells of itself in Prometheus's text format, and the server that tells it. */
@NullMarked
package dev.creance.recorder.metrics;

import org.jspecify.annotations.NullMarked;
