package dev.creance.events.state;

import org.jspecify.annotations.Nullable;

/**
 * The child threads of a thread: a doubly linked list, so that a child leaves in constant time.
 *
 * <p>libsinsp forgets children that are gone only when ten of them have gathered, and a thread
 * counts as having children as long as any are listed, gone ones included. The two counters repeat
 * that.
 */
final class Children {
  private static final int GONE_LIMIT = 10;

  /** A child's place in a list. */
  static final class Link {
    final ThreadState thread;
    final Children list;
    @Nullable Link previous;
    @Nullable Link next;

    Link(ThreadState thread, Children list) {
      this.thread = thread;
      this.list = list;
    }
  }

  private final ThreadState parent;
  private @Nullable Link first;
  private int size;
  private int listed;
  private int notGone;

  Children(ThreadState parent) {
    this.parent = parent;
  }

  /** Whether any are listed. */
  boolean any() {
    return listed > 0;
  }

  /** Children, ones that are gone but not yet forgotten included. */
  int listed() {
    return listed;
  }

  int size() {
    return size;
  }

  /** Makes a thread a child of the parent. */
  void add(ThreadState child) {
    leave(child);
    Link link = new Link(child, this);
    Link head = first;
    link.next = head;
    if (head != null) {
      head.previous = link;
    }
    first = link;
    child.childLink = link;
    child.ptid = parent.tid;
    child.changed();
    size++;
    listed++;
    notGone++;
  }

  /** Takes a thread out of the list that it is in, if any. */
  static void leave(ThreadState child) {
    Link link = child.childLink;
    if (link == null) {
      return;
    }
    child.childLink = null;
    Link previous = link.previous;
    Link next = link.next;
    if (previous == null) {
      link.list.first = next;
    } else {
      previous.next = next;
    }
    if (next != null) {
      next.previous = previous;
    }
    link.list.size--;
  }

  /** One more child of the parent is gone. */
  void oneGone() {
    notGone--;
    if (listed - notGone >= GONE_LIMIT) {
      listed = size;
    }
  }

  /** Hands all children over; to nobody when {@code heir} is null: their parent is 0 then. */
  void handOver(@Nullable ThreadState heir) {
    while (first != null) {
      ThreadState child = first.thread;
      leave(child);
      if (heir == null) {
        child.ptid = 0;
        child.changed();
      } else {
        heir.children.add(child);
      }
    }
    listed = 0;
    notGone = 0;
  }
}
