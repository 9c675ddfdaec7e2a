package dev.creance.corpus.segment;

import java.lang.ref.SoftReference;
import org.jspecify.annotations.Nullable;

/**
 * Something that was decoded, kept until memory is wanted for other things; then it is decoded
 * again. Safe for use by several threads, which may both decode it.
 */
final class Kept<T> {
  private volatile @Nullable SoftReference<T> reference;

  /** What is kept, or null where it has to be decoded. */
  @Nullable T known() {
    SoftReference<T> kept = reference;
    return kept == null ? null : kept.get();
  }

  T keep(T decoded) {
    reference = new SoftReference<>(decoded);
    return decoded;
  }
}
