/**
 * Kubernetes clusters, as the kubeconfig of whoever runs this names them: resources are applied to
 * them server-side, so that the cluster keeps who owns which field. The only room that knows the
 * Kubernetes client; nothing of it is loaded before a cluster is opened.
 */
@NullMarked
package dev.creance.cluster;

import org.jspecify.annotations.NullMarked;
