/**
 * Releases in registries: put there so that falcoctl installs them as they stand, with manifest,
 * report and approvals attached; fetched from there and verified before anybody loads them. Also as
 * Kubernetes resources.
 */
@NullMarked
package dev.creance.release.publish;

import org.jspecify.annotations.NullMarked;
