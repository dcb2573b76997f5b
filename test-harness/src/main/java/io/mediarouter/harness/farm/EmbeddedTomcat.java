package io.mediarouter.harness.farm;

import static java.util.Objects.requireNonNull;

import io.mediarouter.harness.farm.fault.ConnectionCut;
import io.mediarouter.harness.farm.fault.FaultBoard;
import io.mediarouter.harness.farm.fault.FaultFilter;
import io.mediarouter.harness.farm.fault.FaultsServlet;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.catalina.webresources.TomcatURLStreamHandlerFactory;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.jspecify.annotations.Nullable;

/**
 * A Tomcat with one root context, its own scratch folder and settings for a farm server. Not
 * thread-safe.
 */
final class EmbeddedTomcat implements AutoCloseable {
  private static final String TIMEOUT_MILLIS = "60000";
  private static final int UNLOAD_MILLIS = 200;
  private static final String FAULTS = "/faults";

  /** Kept, because the logging system forgets the level of a logger that nobody holds. */
  private static final Logger LOGGER = Logger.getLogger("org.apache");

  private final Tomcat tomcat = new Tomcat();
  private final Path scratch;
  private final Context context;
  private final Connector connector;
  private @Nullable URI url;
  private boolean closed;

  EmbeddedTomcat(Listen listen) {
    LOGGER.setLevel(Level.SEVERE);
    TomcatURLStreamHandlerFactory.disable();
    scratch = newScratch();
    tomcat.setBaseDir(scratch.toString());
    tomcat.setSilent(true);
    connector = addConnector(listen);
    tomcat.setConnector(connector);
    context = tomcat.addContext("", null);
    ((StandardContext) context).setUnloadDelay(UNLOAD_MILLIS);
    hideDetails();
  }

  private static Path newScratch() {
    try {
      return Files.createTempDirectory("media-router-farm");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void hideDetails() {
    StandardHost host = (StandardHost) tomcat.getHost();
    ErrorReportValve plain = new ErrorReportValve();
    plain.setShowReport(false);
    plain.setShowServerInfo(false);
    host.getPipeline().addValve(plain);
    host.setErrorReportValveClass(null);
  }

  /** Adds one more way in; its port is known after {@link #start()}. */
  Connector addConnector(Listen listen) {
    Connector added = new Connector();
    added.setEncodedReverseSolidusHandling("passthrough");
    added.setPort(listen.port());
    added.setThrowOnFailure(true);
    added.setProperty("address", listen.address());
    added.setProperty("connectionTimeout", TIMEOUT_MILLIS);
    added.setProperty("maxKeepAliveRequests", "-1");
    added.setProperty("minSpareThreads", "2");
    added.setProperty("maxThreads", "1200");
    tomcat.getService().addConnector(added);
    return added;
  }

  /** Maps a servlet, such as to {@code /load} or {@code /tasks/*}. */
  void serve(String pattern, HttpServlet servlet) {
    Tomcat.addServlet(context, pattern, servlet);
    context.addServletMappingDecoded(pattern, pattern);
  }

  /** Puts a filter before every servlet, after those already there. */
  void filter(String name, Filter filter) {
    FilterDef definition = new FilterDef();
    definition.setFilterName(name);
    definition.setFilter(filter);
    context.addFilterDef(definition);
    FilterMap map = new FilterMap();
    map.setFilterName(name);
    map.addURLPattern("/*");
    context.addFilterMap(map);
  }

  /**
   * Lets the server misbehave as {@code /faults} is told to. Belongs before all other filters.
   *
   * @param spared starts of the paths that no fault meets
   */
  void misbehave(FaultBoard board, String... spared) {
    context.getPipeline().addValve(new ConnectionCut());
    List<String> all = new ArrayList<>(List.of(spared));
    all.add(FAULTS);
    filter("faults", new FaultFilter(board, all));
    serve(FAULTS, new FaultsServlet(board));
  }

  /**
   * Listens.
   *
   * @throws IllegalStateException if the address cannot be bound
   */
  void start() {
    try {
      tomcat.start();
      url = url(connector);
    } catch (LifecycleException e) {
      close();
      throw new IllegalStateException(
          "cannot listen on " + connector.getProperty("address") + ":" + connector.getPort(), e);
    }
  }

  /** The server's address, known once it has started. */
  URI url() {
    return requireNonNull(url, "url");
  }

  /** The address of one way in. */
  static URI url(Connector connector) {
    String address = String.valueOf(connector.getProperty("address")).replaceFirst("^/", "");
    String host = address.indexOf(':') >= 0 ? "[" + address + "]" : address;
    return URI.create("http://" + host + ":" + connector.getLocalPort() + "/");
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      tomcat.stop();
      tomcat.destroy();
    } catch (LifecycleException e) {
      throw new IllegalStateException("cannot stop", e);
    } finally {
      deleteScratch();
    }
  }

  private void deleteScratch() {
    try (Stream<Path> files = Files.walk(scratch)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      // Leftovers in the system's folder for temporary files are not worth a failure.
    }
  }
}
