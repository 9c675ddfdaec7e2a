package dev.creance.workbench.window.view;

import javafx.collections.ObservableListBase;

/** The numbers from 0 on, as many as a table has lines. */
final class EventIndexes extends ObservableListBase<Integer> {
  private int size;

  void resize(int lines) {
    beginChange();
    int before = size;
    size = Math.max(0, lines);
    if (before > 0) {
      nextReplace(0, size, java.util.Collections.nCopies(before, 0));
    } else {
      nextAdd(0, size);
    }
    endChange();
  }

  @Override
  public Integer get(int index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException(index);
    }
    return index;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int indexOf(Object value) {
    return value instanceof Integer index && index >= 0 && index < size ? index : -1;
  }

  @Override
  public boolean contains(Object value) {
    return indexOf(value) >= 0;
  }
}
