package dev.creance.catalogue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Commands and queries with their values. */
final class Sql {
  private final Connection connection;

  Sql(Connection connection) {
    this.connection = connection;
  }

  /** Makes something of a row. */
  @FunctionalInterface
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Gives how many rows it changed. */
  int run(String command, @Nullable Object... values) throws SQLException {
    try (PreparedStatement statement = prepared(command, values)) {
      return statement.executeUpdate();
    }
  }

  /** A command that gives a number, for example by {@code RETURNING}. */
  long number(String query, @Nullable Object... values) throws SQLException {
    return query(row -> row.getLong(1), query, values).getFirst();
  }

  <T> List<T> query(RowReader<T> reader, String query, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = prepared(query, values);
        ResultSet rows = statement.executeQuery()) {
      List<T> all = new ArrayList<>();
      while (rows.next()) {
        all.add(reader.read(rows));
      }
      return all;
    }
  }

  private PreparedStatement prepared(String command, @Nullable Object... values)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(command);
    try {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      return statement;
    } catch (SQLException e) {
      statement.close();
      throw e;
    }
  }

  /** A number, or SQL's nothing. */
  static @Nullable Long orNull(OptionalLong number) {
    return number.isPresent() ? number.getAsLong() : null;
  }

  static OptionalLong optional(ResultSet row, String column) throws SQLException {
    long number = row.getLong(column);
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
  }
}
