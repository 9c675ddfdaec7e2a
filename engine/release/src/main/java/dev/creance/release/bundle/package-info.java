/**
 * What a release is: rule files, the measures they were judged by, and a manifest that names all of
 * it by digest. The same input gives the same bytes.
 */
@NullMarked
package dev.creance.release.bundle;

import org.jspecify.annotations.NullMarked;
