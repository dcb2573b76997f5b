package io.mediarouter.harness.bench;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Arrays;
import java.util.Objects;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.jspecify.annotations.Nullable;

/**
 * What the event loops of another Java process allocate, as its virtual machine counts it: a figure
 * that does not depend on what else the machine does. Not thread-safe.
 */
final class Allocation implements AutoCloseable {
  private static final String EVENT_LOOP = "vert.x-eventloop";

  private final JMXConnector connector;
  private final ThreadMXBean threads;

  private Allocation(JMXConnector connector) throws IOException {
    this.connector = connector;
    this.threads =
        ManagementFactory.newPlatformMXBeanProxy(
            connector.getMBeanServerConnection(),
            ManagementFactory.THREAD_MXBEAN_NAME,
            ThreadMXBean.class);
  }

  /** That of a process of the same user; null = it is no Java process, or lets nobody look. */
  @SuppressWarnings(
      "BanJNDI") // The address is of a process of ours, and this command is no server.
  static @Nullable Allocation of(long pid) {
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
      try {
        var address = new JMXServiceURL(machine.startLocalManagementAgent());
        return new Allocation(JMXConnectorFactory.connect(address));
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException | IOException hidden) {
      return null;
    }
  }

  /** Bytes so far. */
  long bytes() {
    long[] eventLoops =
        Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
            .filter(Objects::nonNull)
            .filter(thread -> thread.getThreadName().startsWith(EVENT_LOOP))
            .mapToLong(ThreadInfo::getThreadId)
            .toArray();
    return Arrays.stream(threads.getThreadAllocatedBytes(eventLoops)).filter(n -> n > 0).sum();
  }

  @Override
  public void close() {
    try {
      connector.close();
    } catch (IOException gone) {
      // Its process has ended.
    }
  }
}
