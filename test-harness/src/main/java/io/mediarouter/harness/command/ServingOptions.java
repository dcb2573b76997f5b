package io.mediarouter.harness.command;

import io.mediarouter.harness.farm.FarmServer;
import io.mediarouter.harness.farm.Listen;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Option;

/**
 * The options that every serving subcommand has, and its life: listen, say where, run until told to
 * stop.
 */
final class ServingOptions {
  @Option(
      names = "--port",
      defaultValue = "0",
      description = "Port to listen on; 0 takes a free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--bind",
      defaultValue = "127.0.0.1",
      description = "Address to listen on (default: ${DEFAULT-VALUE}).")
  private String bind = "127.0.0.1";

  @Option(names = "--exit-with-stdin", description = "Stop when standard input ends.")
  private boolean exitWithStdin;

  @Option(
      names = "--faults",
      description =
          "For tests: let the resource /faults make the server misbehave. GET shows its faults as a"
              + " JSON object, PUT replaces them, DELETE heals them all. Keys: path, method, share"
              + " (which requests); delayMillis, refuse, crash, status (before the head);"
              + " bytesPerSecond, stallAfterBytes, cutAfterBytes, crashAfterBytes (in the body);"
              + " diskFull, cutUploadAfterBytes (of a PUT); load (silent, garbage or hang),"
              + " utilization (lies); encodingSpeed, poison, poisonAfterBytes (of transcodes).")
  private boolean faults;

  Listen listen() {
    return new Listen(bind, port);
  }

  boolean takesFaults() {
    return faults;
  }

  /**
   * Announces a started server on one line and serves until standard input ends (if asked) or the
   * process is told to end; stops the server in both cases.
   */
  int serve(FarmServer server, PrintWriter out) throws InterruptedException {
    Thread stop = new Thread(server::close, "stop-server");
    Runtime.getRuntime().addShutdownHook(stop);
    URI url = server.url();
    out.println("listening on " + url);
    out.flush();
    if (exitWithStdin) {
      awaitEndOfInput();
    } else {
      new CountDownLatch(1).await();
    }
    return 0;
  }

  private static void awaitEndOfInput() {
    byte[] ignored = new byte[256];
    try {
      while (System.in.read(ignored) >= 0) {
        // Whatever is written there means nothing.
      }
    } catch (IOException e) {
      // A broken input has ended too.
    }
  }
}
