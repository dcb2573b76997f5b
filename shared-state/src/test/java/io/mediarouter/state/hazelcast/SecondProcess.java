package io.mediarouter.state.hazelcast;

import static io.mediarouter.state.StateSamples.job;
import static io.mediarouter.state.StateSamples.load;
import static io.mediarouter.state.StateSamples.task;

import io.mediarouter.state.SharedState;
import io.mediarouter.state.SharedTable;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;

/** A member in a process of its own, which writes some rows and then waits for its end. */
final class SecondProcess {
  private SecondProcess() {}

  /** Starts it. */
  static Process start(ClusterOptions options) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            java,
            "-XX:TieredStopAtLevel=1",
            "-Djava.net.preferIPv4Stack=true",
            "-cp",
            System.getProperty("java.class.path"),
            SecondProcess.class.getName(),
            options.clusterName(),
            Integer.toString(options.port()),
            String.join(",", options.members()))
        .redirectOutput(Redirect.DISCARD)
        .redirectError(Redirect.INHERIT)
        .start();
  }

  /** Joins, writes, and stays until its standard input ends. */
  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[1]);
    List<String> members = List.of(arguments[2].split(","));
    SharedState state =
        HazelcastSharedState.join(
            ClusterOptions.of(arguments[0], TestCluster.LOOPBACK, port, members));
    state.loads().put("t1", load("t1", 3));
    state.tasks().put("task-1", task("task-1"));
    state.jobs().replace("j1", SharedTable.ABSENT, job("j1").ownedBy(state.self()));
    System.in.readAllBytes();
    state.close();
  }
}
