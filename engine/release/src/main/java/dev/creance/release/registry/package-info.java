/**
 * OCI registries over HTTP, as the distribution specification describes them: blobs, manifests,
 * tags, referrers. Knows nothing of rules.
 */
@NullMarked
package dev.creance.release.registry;

import org.jspecify.annotations.NullMarked;
