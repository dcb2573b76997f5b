package io.mediarouter.harness.farm;

import java.net.URI;
import java.nio.file.Path;

/** An origin server: a folder of source media over HTTP, read-only. */
public final class OriginServer implements FarmServer {
  private final EmbeddedTomcat tomcat;

  private OriginServer(Listen listen, Path folder) {
    Folder media = new Folder(folder);
    tomcat = new EmbeddedTomcat(listen);
    tomcat.serve("/", new FileServlet(media));
    tomcat.start();
  }

  /**
   * Starts a server on a free loopback port.
   *
   * @throws IllegalArgumentException if {@code folder} is no folder
   */
  public static OriginServer start(Path folder) {
    return start(Listen.LOOPBACK, folder);
  }

  /**
   * Starts a server.
   *
   * @throws IllegalArgumentException if {@code folder} is no folder
   * @throws IllegalStateException if it cannot listen
   */
  public static OriginServer start(Listen listen, Path folder) {
    return new OriginServer(listen, folder);
  }

  @Override
  public URI url() {
    return tomcat.url();
  }

  @Override
  public void close() {
    tomcat.close();
  }
}
