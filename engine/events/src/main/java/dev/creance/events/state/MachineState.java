package dev.creance.events.state;

import dev.creance.events.Event;
import dev.creance.events.scap.CaptureHeader;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the recorded machine at a moment of a capture: the sum of its head and of all
 * events up to there, as libsinsp adds them up.
 *
 * <p>A reader tells the head ({@link CaptureHeader}), then each event goes through {@link
 * #process}, which fills {@link #scope()} with the event and its surroundings. What an event ends
 * (a thread, a descriptor) is still there in its scope, and goes when the next event comes.
 *
 * <p>For one thread. The scope and everything in it are valid until the next event.
 */
public final class MachineState implements Surroundings, CaptureHeader {
  private static final MachineInfo UNKNOWN_MACHINE = new MachineInfo(0xFFFFFFFFL, 0, 0, "", 0, 0);
  private static final int STATE_ONLY = 1;

  private final EventTraits traits = EventTraits.current();
  private final Options options;
  private final EventScope scope = new EventScope(this);
  private final Threads threads;
  private final UserTable users;
  private final NetworkInterfaces interfaces = new NetworkInterfaces();
  private final ContainerTracking containers;
  private final HeadImport head;
  private final KeptEnterEvents enters = new KeptEnterEvents();
  private final PendingRemovals removals;
  private final EventSelection selection;
  private final EventDispatch dispatch;

  private MachineInfo machine = UNKNOWN_MACHINE;
  private List<UserEntry> userEntries = List.of();
  private List<GroupEntry> groupEntries = List.of();
  private List<NetworkInterface> interfaceEntries = List.of();

  /** Before the first event that rules may see. */
  private boolean atHead = true;

  private boolean restarted;
  private long counted;
  private long countedBeforeHead;

  public MachineState(Options options) {
    this.options = options;
    this.threads = new Threads(options.maxThreads());
    this.users = new UserTable(options.hostUsers());
    this.containers = new ContainerTracking(options, threads);
    this.removals = new PendingRemovals(threads);
    this.selection = new EventSelection(scope, threads);
    ByteStrings strings = new ByteStrings();
    CgroupNames cgroups = new CgroupNames();
    OpenDescriptors open = new OpenDescriptors(options.maxDescriptors());
    this.head = new HeadImport(threads, users, cgroups);
    this.dispatch =
        new EventDispatch(
            scope,
            enters,
            removals,
            new DescriptorEvents(scope, open, threads, strings),
            new SocketEvents(scope, open, interfaces),
            new ConnectEvents(scope),
            new CloneEvents(scope, threads, users, strings, cgroups),
            new ExecEvents(scope, threads, users, strings, cgroups),
            new ProcessEvents(scope, threads, users),
            options.hostRoot());
  }

  /** The last event and what it happened in; filled anew by each {@link #process}. */
  public EventScope scope() {
    return scope;
  }

  /**
   * Digests the next event.
   *
   * @return whether rules may see it; not the state's own events at the head of a capture, nor
   *     enter events that only complete their exit events
   */
  public boolean process(Event event) {
    int bits = traits.bits(event.code());
    if (atHead && (bits & EventTraits.INITIAL) == 0) {
      endHead();
    }
    begin(event, bits);
    removals.carryOut(event.timestamp());
    ThreadState thread = selection.select(event, bits);
    if (containers.watches(event.code())) {
      digestContained(event, thread);
    } else {
      digest(event, thread);
    }
    return end(event, bits);
  }

  private void begin(Event event, int bits) {
    event.number(++counted);
    scope.event = event;
    if (scope.firstTimestamp == 0 && (bits & EventTraits.META) == 0) {
      scope.firstTimestamp = event.timestamp();
    }
    scope.descriptor = null;
    scope.errorCode = 0;
    scope.hasReturnValue = (bits & EventTraits.RETURNS) != 0 && event.parameterCount() > 0;
    scope.eventContainer = null;
    if ((bits & EventTraits.OF_PLUGIN) != 0) {
      scope.source = source(event.int32(0));
    } else {
      scope.source = "syscall";
    }
  }

  private String source(int plugin) {
    return plugin == 0 ? "syscall" : options.pluginSources().getOrDefault(plugin, "");
  }

  private void digest(Event event, @Nullable ThreadState thread) {
    if (thread == null) {
      dispatch.digest(event);
    } else {
      dispatch.digest(event, thread);
    }
  }

  /** An event after which a thread's container may be another. */
  private void digestContained(Event event, @Nullable ThreadState thread) {
    String before = thread == null ? "" : thread.containerId;
    digest(event, thread);
    scope.eventContainer = containers.digest(event, scope.source);
    ThreadState now = scope.thread;
    if (now != null && !now.containerId.equals(before)) {
      users.seen(now.containerId, now.uid, now.gid);
    }
  }

  /** Ends the event for the state; what rules see stays as it is. */
  private boolean end(Event event, int bits) {
    ThreadState thread = scope.thread;
    if (thread == null) {
      scope.thread = threads.find(event.tid());
    } else {
      if (!event.enter()) {
        enters.discard(thread);
      }
      if (event.code() != EventCodes.SCHEDSWITCH_E) {
        thread.previousEventTs = thread.lastEventTs;
        thread.lastEventTs = event.timestamp();
      }
    }
    ThreadState seen = scope.thread;
    scope.lastFd = seen == null ? -1 : seen.lastFd;
    return !atHead && (bits & EventTraits.CONSUMED) == 0 && (event.flags() & STATE_ONLY) == 0;
  }

  // The head of a capture.

  @Override
  public void restart() {
    threads.clear();
    interfaces.clear();
    removals.forget();
    machine = UNKNOWN_MACHINE;
    userEntries = List.of();
    groupEntries = List.of();
    interfaceEntries = List.of();
    atHead = true;
    restarted = true;
  }

  @Override
  public void machine(MachineInfo told) {
    machine = told;
  }

  @Override
  public void interfaces(List<NetworkInterface> told) {
    interfaceEntries = List.copyOf(told);
  }

  @Override
  public void users(List<UserEntry> toldUsers, List<GroupEntry> toldGroups) {
    userEntries = List.copyOf(toldUsers);
    groupEntries = List.copyOf(toldGroups);
  }

  @Override
  public void process(ProcessEntry process) {
    head.process(process);
  }

  @Override
  public void descriptor(long tid, DescriptorEntry descriptor) {
    head.descriptor(tid, descriptor);
  }

  @Override
  public void complete() {
    head.join();
    scope.firstTimestamp = 0;
    countedBeforeHead = counted;
    counted = 0;
  }

  /**
   * The events of users, groups and containers that a capture begins with are part of its head: the
   * rest of it is taken over after them. Those of a second capture in the file are not counted.
   */
  void endHead() {
    atHead = false;
    if (restarted) {
      counted = countedBeforeHead;
    }
    interfaces.set(interfaceEntries);
    users.addAll(userEntries, groupEntries);
    head.guessRoles();
    if (!restarted) {
      containers.attachAll();
    }
  }

  /**
   * Takes over a container's metadata outside of any event: for scopes that are made from records.
   *
   * @param json as container events carry it
   */
  public void container(ContainerText json) {
    settle();
    containers.told(json.text());
  }

  /** Tells when a thread of the head was cloned, in ns since the epoch; captures do not. */
  public void startedAt(long tid, long timestamp) {
    ThreadState thread = threads.find(tid);
    if (thread != null) {
      thread.cloneTs = timestamp;
    }
  }

  /** Takes the head over as the first event does: for lookups without any event. */
  public void settle() {
    if (atHead) {
      endHead();
    }
  }

  /** The JSON text of a container event, a byte string. */
  public record ContainerText(String text) {}

  /**
   * Completes a scope whose event, thread and descriptor are set: all that follows from these
   * alone. For scopes that are made from records.
   *
   * @param pluginSources the names of the event sources of plugins by plugin id
   */
  public static void complete(EventScope scope, Map<Integer, String> pluginSources) {
    EventTraits traits = EventTraits.current();
    Event event = scope.event;
    int bits = traits.bits(event.code());
    scope.hasReturnValue = (bits & EventTraits.RETURNS) != 0 && event.parameterCount() > 0;
    boolean selected = (bits & (EventTraits.NO_RESET | EventTraits.NO_THREAD)) == 0;
    scope.errorCode =
        scope.hasReturnValue && selected && scope.thread != null && scope.returnValue() < 0
            ? -(int) scope.returnValue()
            : 0;
    int plugin = (bits & EventTraits.OF_PLUGIN) == 0 ? 0 : event.int32(0);
    scope.source = plugin == 0 ? "syscall" : pluginSources.getOrDefault(plugin, "");
    scope.eventContainer = ContainerTracking.spokenOf(event);
  }

  // What fields look up.

  @Override
  public @Nullable ThreadState thread(long tid) {
    return threads.find(tid);
  }

  @Override
  public @Nullable User user(String containerId, int uid) {
    return users.user(containerId, uid);
  }

  @Override
  public @Nullable Group group(String containerId, int gid) {
    return users.group(containerId, gid);
  }

  @Override
  public @Nullable Container container(String id) {
    return containers.get(id);
  }

  @Override
  public boolean localAddress(String address, ThreadState thread) {
    if (!thread.containerId.isEmpty()) {
      if (address.length() != 4) {
        return false;
      }
      Boolean own = containers.ownAddress(thread.containerId, address);
      if (own != null) {
        return own;
      }
    }
    return address.length() == 4
        ? interfaces.local4(Bytes.int32(address, 0))
        : interfaces.local6(Bytes.int64(address, 0));
  }

  @Override
  public long processors() {
    return restarted ? machine.processors() : 0;
  }

  @Override
  public long bootTime() {
    return restarted ? machine.bootTimestamp() : 0;
  }

  @Override
  public boolean containerEngines() {
    return containers.enabled();
  }

  @Override
  public long threadsVersion() {
    return threads.version();
  }

  @Override
  public long lookupsVersion() {
    return users.version() + containers.version() + interfaces.version();
  }

  /** The threads of a process; null when it is unknown. */
  public @Nullable ThreadGroup group(long pid) {
    return threads.group(pid);
  }

  /** Threads known at this moment, fake ones included. */
  public int threadCount() {
    return threads.size();
  }

  /** Threads that the table had no room for. */
  public long refusedThreads() {
    return threads.refused();
  }

  /** Users and groups as they are known now. */
  public UserTable userTable() {
    return users;
  }
}
