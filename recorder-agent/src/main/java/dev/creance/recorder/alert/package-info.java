/**
 * Alerts on their way out: lines on streams and files, messages to HTTP receivers, Slack and syslog
 * through queues on disk that survive restarts, with a rate limit that counts what it holds back.
 * Knows nothing of events and rules.
 */
@NullMarked
package dev.creance.recorder.alert;

import org.jspecify.annotations.NullMarked;
