package dev.creance.recorder;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;

/** Sockets of the internet and of the machine. */
final class SocketCalls extends CallFamily {
  SocketCalls(CallTable table, Syscalls calls) {
    super(table, calls);
  }

  @Override
  void make(Path folder) {
    internetSockets();
    unixSockets(folder);
    datagrams();
    socketOptions();
  }

  private void internetSockets() {
    long server =
        table.row(
            "socket",
            "socket fd=%r, domain=AF_INET, type=524289, proto=6, flags=O_CLOEXEC",
            2,
            1 | O_CLOEXEC,
            6);
    table.row("socket", "socket fd=-97, domain=99, type=1, proto=0, flags=0", 99, 1, 0);
    table.row(
        "bind",
        "bind res=0, addr=127.0.0.1:0, fd=" + server,
        server,
        calls.ipv4(0, 127, 0, 0, 1),
        16);
    table.row(
        "bind",
        "bind res=-22, addr=127.0.0.1:80, fd=" + server,
        server,
        calls.ipv4(80, 127, 0, 0, 1),
        16);
    table.row(
        "bind",
        "bind res=-9, addr=10.1.2.3:65535, fd=999",
        999,
        calls.ipv4(65535, 10, 1, 2, 3),
        16);
    table.row("listen", "listen res=0, fd=" + server + ", backlog=7", server, 7);
    table.row("listen", "listen res=-9, fd=999, backlog=7", 999, 7);
    int port = port(server);
    long client = calls.call("socket", 2, 1, 0);
    String address = "127.0.0.1:" + port;
    long connected = calls.call("socket", 2, 1, 0);
    calls.call("bind", connected, calls.ipv4(0, 127, 0, 0, 1), 16);
    String pair = "127.0.0.1:" + port(connected) + "->" + address;
    table.row(
        "connect",
        "connect res=0, tuple=" + pair + ", fd=" + connected + ", addr=" + address,
        connected,
        calls.ipv4(port, 127, 0, 0, 1),
        16);
    long accepted =
        table.row(
            "accept",
            "accept fd=%r, tuple=" + pair + ", queuepct=0, queuelen=0, queuemax=7",
            server,
            0,
            0);
    table.row("accept", "accept fd=-9, tuple=empty, queuepct=0, queuelen=0, queuemax=0", 999, 0, 0);
    table.row(
        "connect",
        "connect res=-111, tuple=empty, fd=" + client + ", addr=127.0.0.1:1",
        client,
        calls.ipv4(1, 127, 0, 0, 1),
        16);
    table.row(
        "connect",
        "connect res=-9, tuple=empty, fd=999, addr=127.0.0.1:1",
        999,
        calls.ipv4(1, 127, 0, 0, 1),
        16);
    calls.call("connect", client, calls.ipv4(port, 127, 0, 0, 1), 16);
    String second = "127.0.0.1:" + port(client) + "->" + address;
    table.row(
        "accept4",
        "accept4 fd=%r, tuple=" + second + ", queuepct=0, queuelen=0, queuemax=7, flags=64",
        server,
        0,
        0,
        O_NONBLOCK);
    table.row(
        "accept4",
        "accept4 fd=-22, tuple=empty, queuepct=0, queuelen=0, queuemax=0, flags=0",
        server,
        0,
        0,
        1);
    table.row(
        "sendto",
        "sendto res=4, data=ping, fd=" + connected + ", size=4, tuple=" + pair,
        connected,
        calls.text("ping"),
        4,
        0,
        0,
        0);
    table.row(
        "recvfrom",
        "recvfrom res=4, data=ping, tuple=" + pair + ", fd=" + accepted + ", size=64",
        accepted,
        calls.memory(64),
        64,
        0,
        0,
        0);
    table.row(
        "sendto",
        "sendto res=-9, data=ping, fd=999, size=4, tuple=empty",
        999,
        calls.text("ping"),
        4,
        0,
        0,
        0);
    table.row(
        "recvfrom",
        "recvfrom res=-9, data=empty, tuple=empty, fd=999, size=64",
        999,
        calls.memory(64),
        64,
        0,
        0,
        0);
    table.row("shutdown", "shutdown res=0, fd=" + connected + ", how=SHUT_WR", connected, 1);
    table.row("shutdown", "shutdown res=-22, fd=" + connected + ", how=255", connected, 9);
    table.row("getsockname", "getsockname", connected, calls.memory(28), calls.ints(28));
    table.row("getpeername", "getpeername", connected, calls.memory(28), calls.ints(28));
    long server6 =
        table.row("socket", "socket fd=%r, domain=AF_INET6, type=1, proto=0, flags=0", 10, 1, 0);
    table.row(
        "bind", "bind res=0, addr=[0:0:0:0:0:0:0:1]:0, fd=" + server6, server6, calls.ipv6(0), 28);
    calls.call("listen", server6, 1);
    int port6 = port(server6);
    long client6 = calls.call("socket", 10, 1, 0);
    calls.call("bind", client6, calls.ipv6(0), 28);
    String address6 = "[0:0:0:0:0:0:0:1]:" + port6;
    String pair6 = "[0:0:0:0:0:0:0:1]:" + port(client6) + "->" + address6;
    table.row(
        "connect",
        "connect res=0, tuple=" + pair6 + ", fd=" + client6 + ", addr=" + address6,
        client6,
        calls.ipv6(port6),
        28);
    table.row(
        "accept4",
        "accept4 fd=%r, tuple=" + pair6 + ", queuepct=0, queuelen=0, queuemax=1, flags=0",
        server6,
        0,
        0,
        0);
    long waiting = calls.call("socket", 2, 1 | O_NONBLOCK, 0);
    table.row(
        "connect",
        "connect res=%r, tuple=*, fd=" + waiting + ", addr=" + address,
        waiting,
        calls.ipv4(port, 127, 0, 0, 1),
        16);
    for (long fd : new long[] {server, client, connected, accepted, server6, client6, waiting}) {
      calls.call("close", fd);
    }
  }

  private void unixSockets(Path folder) {
    String path = folder + "/socket";
    MemorySegment address = calls.unix(path);
    long length = address.byteSize();
    long server =
        table.row(
            "socket", "socket fd=%r, domain=AF_LOCAL|AF_UNIX, type=1, proto=0, flags=0", 1, 1, 0);
    table.row("bind", "bind res=0, addr=unix:" + path + ", fd=" + server, server, address, length);
    table.row(
        "bind", "bind res=-98, addr=unix:" + path + ", fd=" + server, server, address, length);
    calls.call("listen", server, 3);
    long client = calls.call("socket", 1, 1, 0);
    String connection = "unix:*->* " + path;
    table.row(
        "connect",
        "connect res=-2, tuple=empty, fd=" + client + ", addr=unix:" + path + "x",
        client,
        calls.unix(path + "x"),
        length + 1);
    table.row(
        "connect",
        "connect res=0, tuple=" + connection + ", fd=" + client + ", addr=unix:" + path,
        client,
        address,
        length);
    long accepted =
        table.row(
            "accept4",
            "accept4 fd=%r, tuple=" + connection + ", queuepct=0, queuelen=0, queuemax=3, flags=0",
            server,
            0,
            0,
            0);
    table.row(
        "sendto",
        "sendto res=2, data=hi, fd=" + client + ", size=2, tuple=" + connection,
        client,
        calls.text("hi"),
        2,
        0,
        0,
        0);
    table.row(
        "recvfrom",
        "recvfrom res=2, data=hi, tuple=" + connection + ", fd=" + accepted + ", size=9",
        accepted,
        calls.memory(9),
        9,
        0,
        0,
        0);
    table.row(
        "sendto",
        "sendto res=2, data=yo, fd=" + accepted + ", size=2, tuple=unix:*->* ",
        accepted,
        calls.text("yo"),
        2,
        0,
        0,
        0);
    long abstracted = calls.call("socket", 1, 2, 0);
    MemorySegment name = calls.unix("\0creance-" + server);
    String text = "creance-" + server;
    table.row(
        "bind",
        "bind res=0, addr=unix:" + text + ", fd=" + abstracted,
        abstracted,
        name,
        name.byteSize());
    long sender = calls.call("socket", 1, 2, 0);
    table.row(
        "sendto",
        "sendto res=3, data=abc, fd=" + sender + ", size=3, tuple=unix:0->* " + text,
        sender,
        calls.text("abc"),
        3,
        0,
        name,
        name.byteSize());
    table.row(
        "recvfrom",
        "recvfrom res=3, data=abc, tuple=unix:*->0 " + text + ", fd=" + abstracted + ", size=9",
        abstracted,
        calls.memory(9),
        9,
        0,
        0,
        0);
    MemorySegment ends = calls.memory(8);
    table.row(
        "socketpair",
        "socketpair res=0, fd1=*, fd2=*, source=*, peer=*, domain=AF_LOCAL|AF_UNIX, type=1, proto=0",
        1,
        1,
        0,
        ends);
    table.row(
        "socketpair",
        "socketpair res=-95, fd1=-1, fd2=-1, source=0, peer=0, domain=AF_INET, type=1, proto=0",
        2,
        1,
        0,
        ends);
    for (long fd : new long[] {server, client, accepted, abstracted, sender}) {
      calls.call("close", fd);
    }
  }

  private void datagrams() {
    long receiver = calls.call("socket", 2, 2, 0);
    calls.call("bind", receiver, calls.ipv4(0, 127, 0, 0, 1), 16);
    MemorySegment to = calls.ipv4(port(receiver), 127, 0, 0, 1);
    long sender = calls.call("socket", 2, 2, 0);
    calls.call("bind", sender, calls.ipv4(0, 127, 0, 0, 1), 16);
    String from = "127.0.0.1:" + port(sender);
    String pair = from + "->127.0.0.1:" + port(receiver);
    table.row(
        "sendto",
        "sendto res=3, data=one, fd=" + sender + ", size=3, tuple=" + pair,
        sender,
        calls.text("one"),
        3,
        0,
        to,
        16);
    table.row(
        "recvfrom",
        "recvfrom res=3, data=one, tuple=" + pair + ", fd=" + receiver + ", size=99",
        receiver,
        calls.memory(99),
        99,
        0,
        calls.memory(16),
        calls.ints(16));
    table.row(
        "sendmsg",
        "sendmsg res=5, data=twoTW, fd=" + sender + ", size=5, tuple=" + pair,
        sender,
        message(to, bytes("two"), bytes("TW")),
        0);
    table.row(
        "recvmsg",
        "recvmsg res=5, size=5, data=twoTW, tuple=" + pair + ", msgcontrol=empty, fd=" + receiver,
        receiver,
        message(calls.memory(16), calls.memory(4), calls.memory(8)),
        0);
    table.row(
        "sendmsg",
        "sendmsg res=-9, data=two, fd=999, size=3, tuple=empty",
        999,
        message(to, bytes("two")),
        0);
    table.row(
        "recvmsg",
        "recvmsg res=-9, size=0, data=empty, tuple=empty, msgcontrol=empty, fd=999",
        999,
        message(to, bytes("two")),
        0);
    MemorySegment messages = calls.memory(128);
    MemorySegment.copy(message(to, bytes("three")), 0, messages, 0, 56);
    MemorySegment.copy(message(to, bytes("four")), 0, messages, 64, 56);
    table.row(
        "sendmmsg",
        "sendmmsg res=5, fd=" + sender + ", size=5, data=three, tuple=" + pair,
        sender,
        messages,
        2,
        0);
    MemorySegment received = calls.memory(128);
    MemorySegment.copy(message(calls.memory(16), calls.memory(9)), 0, received, 0, 56);
    MemorySegment.copy(message(calls.memory(16), calls.memory(9)), 0, received, 64, 56);
    table.row(
        "recvmmsg",
        "recvmmsg res=5, fd="
            + receiver
            + ", size=5, data=three, tuple="
            + pair
            + ", msgcontrol=empty",
        receiver,
        received,
        2,
        0,
        0);
    table.row(
        "sendmmsg",
        "sendmmsg res=-9, fd=999, size=0, data=empty, tuple=empty",
        999,
        messages,
        2,
        0);
    table.row(
        "recvmmsg",
        "recvmmsg res=-9, fd=999, size=0, data=empty, tuple=empty, msgcontrol=empty",
        999,
        received,
        2,
        0,
        0);
    calls.call("close", sender);
    calls.call("close", receiver);
  }

  private void socketOptions() {
    long fd = calls.call("socket", 2, 1, 0);
    table.row(
        "setsockopt",
        "setsockopt res=0, fd="
            + fd
            + ", level=SOL_SOCKET, optname=SO_REUSEADDR, val=2:1, optlen=4",
        fd,
        1,
        2,
        calls.ints(1),
        4);
    table.row(
        "setsockopt",
        "setsockopt res=0, fd="
            + fd
            + ", level=SOL_SOCKET, optname=SO_RCVTIMEO, val=4:2000000000, optlen=16",
        fd,
        1,
        20,
        calls.longs(2, 0),
        16);
    table.row(
        "setsockopt",
        "setsockopt res=0, fd=" + fd + ", level=SOL_TCP, optname=UNKNOWN, val=0:1, optlen=4",
        fd,
        6,
        1,
        calls.ints(1),
        4);
    table.row(
        "setsockopt",
        "setsockopt res=-9, fd=999, level=SOL_SOCKET, optname=SO_KEEPALIVE, val=2:1, optlen=4",
        999,
        1,
        9,
        calls.ints(1),
        4);
    table.row(
        "getsockopt",
        "getsockopt res=0, fd=" + fd + ", level=SOL_SOCKET, optname=SO_ERROR, val=1:0, optlen=4",
        fd,
        1,
        4,
        calls.memory(4),
        calls.ints(4));
    table.row(
        "getsockopt",
        "getsockopt res=0, fd=" + fd + ", level=SOL_SOCKET, optname=SO_TYPE, val=2:1, optlen=4",
        fd,
        1,
        3,
        calls.memory(4),
        calls.ints(4));
    table.row(
        "getsockopt",
        "getsockopt res=-9, fd=999, level=SOL_SOCKET, optname=SO_TYPE, val=2:0, optlen=4",
        999,
        1,
        3,
        calls.memory(4),
        calls.ints(4));
    calls.call("close", fd);
  }

  private int port(long fd) {
    MemorySegment name = calls.memory(28);
    calls.call("getsockname", fd, name, calls.ints(28));
    return (name.get(ValueLayout.JAVA_BYTE, 2) & 0xff) << 8
        | name.get(ValueLayout.JAVA_BYTE, 3) & 0xff;
  }

  /** A {@code msghdr} with buffers and, if not null, an address. */
  private MemorySegment message(MemorySegment address, MemorySegment... buffers) {
    MemorySegment header = calls.memory(64);
    header.set(ValueLayout.JAVA_LONG, 0, address.address());
    header.set(ValueLayout.JAVA_INT, 8, (int) address.byteSize());
    header.set(ValueLayout.JAVA_LONG, 16, vectors(buffers).address());
    header.set(ValueLayout.JAVA_LONG, 24, buffers.length);
    return header;
  }
}
