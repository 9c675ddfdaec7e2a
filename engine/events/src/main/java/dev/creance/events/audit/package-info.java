/**
 * Kubernetes audit logs as events: what Falco's plugin k8saudit makes of them. Whoever replays a
 * log enters by {@link dev.creance.events.audit.AuditReader}.
 */
@NullMarked
package dev.creance.events.audit;

import org.jspecify.annotations.NullMarked;
