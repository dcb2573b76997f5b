package io.mediarouter.harness.farm;

import io.mediarouter.harness.farm.fault.FaultBoard;
import java.net.URI;
import java.nio.file.Path;

/** An origin server: a folder of source media over HTTP, read-only. */
public final class OriginServer implements FarmServer {
  private final EmbeddedTomcat tomcat;
  private final FaultBoard faults = new FaultBoard();

  private OriginServer(Listen listen, Path folder, boolean takesFaults) {
    Folder media = new Folder(folder, true);
    tomcat = new EmbeddedTomcat(listen);
    if (takesFaults) {
      tomcat.misbehave(faults);
    }
    tomcat.serve("/", new FileServlet(media));
    tomcat.start();
  }

  /**
   * Starts a server on a free loopback port.
   *
   * @throws IllegalArgumentException if {@code folder} is no folder
   */
  public static OriginServer start(Path folder) {
    return start(Listen.LOOPBACK, folder, false);
  }

  /**
   * Starts a server.
   *
   * @param takesFaults whether {@code /faults} is there, which makes it misbehave
   * @throws IllegalArgumentException if {@code folder} is no folder
   * @throws IllegalStateException if it cannot listen
   */
  public static OriginServer start(Listen listen, Path folder, boolean takesFaults) {
    return new OriginServer(listen, folder, takesFaults);
  }

  @Override
  public URI url() {
    return tomcat.url();
  }

  @Override
  public void close() {
    faults.heal();
    tomcat.close();
  }
}
