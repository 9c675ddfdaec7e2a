/**
 * Events of a corpus for other programs: as JSON lines, and as Parquet, the columnar files that
 * DuckDB, pandas and Spark read. A file is there wholly or not at all.
 *
 * <p>Parquet is written with the encodings and structures of parquet-java's modules that know
 * nothing of Hadoop; how a file is put together of them is in {@link
 * dev.creance.export.ParquetOutput}.
 */
@NullMarked
package dev.creance.export;

import org.jspecify.annotations.NullMarked;
