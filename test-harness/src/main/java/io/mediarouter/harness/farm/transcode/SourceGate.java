package io.mediarouter.harness.farm.transcode;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.coyote.CloseNowException;
import org.jspecify.annotations.Nullable;

/**
 * The one door through which ffmpeg reads: it serves a source, under an unguessable name and on
 * loopback only, while a lease on it is open. ffmpeg itself never connects to an origin, so no
 * redirect, no reference inside a file and no odd protocol can lead it elsewhere.
 *
 * <p>ffmpeg takes a source that breaks off for one that ends; the lease remembers the break. A
 * source whose origin gives no parts is fetched whole, and given in parts here; where that takes
 * too long or too much room, ffmpeg reads it from its beginning, which some media can be.
 */
public final class SourceGate extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int TOKEN_BYTES = 16;
  private static final List<String> PASSED =
      List.of("Content-Range", "Content-Length", "Accept-Ranges");

  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int UNSATISFIABLE = 416;

  private final transient SourceReader reader;
  private final transient SourceCopies copies;
  private final transient Map<String, Lease> leases = new ConcurrentHashMap<>();
  private final transient SecureRandom random = new SecureRandom();
  private transient volatile @Nullable URI base;

  /**
   * A gate to what {@code reader} may read.
   *
   * @param mostCopiedBytes room on disk for sources that are fetched whole
   * @param nanos a clock that only grows
   */
  public SourceGate(SourceReader reader, long mostCopiedBytes, LongSupplier nanos) {
    this.reader = reader;
    this.copies = new SourceCopies(mostCopiedBytes, nanos);
  }

  /** Lets go what was fetched whole and nobody has read for a while. */
  void tidy() {
    copies.tidy();
  }

  /** Lets go all that was fetched whole. */
  void dropCopies() {
    copies.close();
  }

  /**
   * Says where this servlet can be reached; must be called before the first lease.
   *
   * @param address of the mapping on the loopback connector, ending in a slash
   */
  public void listensAt(URI address) {
    base = address;
  }

  Lease lease(Source source) {
    URI root = base;
    if (root == null) {
      throw new IllegalStateException("the source gate is not listening yet");
    }
    byte[] token = new byte[TOKEN_BYTES];
    random.nextBytes(token);
    Lease lease = new Lease(HexFormat.of().formatHex(token), root, source);
    leases.put(lease.token, lease);
    return lease;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Lease lease = leaseOf(request);
    if (lease == null) {
      response.setStatus(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    String range = request.getHeader("Range");
    SourceCopy known = lease.copy();
    if (known != null) {
      new CopyDelivery(known, response, lease).give(range);
      return;
    }
    HttpResponse<InputStream> answer = open(lease, range);
    SourceCopy begun = answer.statusCode() == OK && range != null ? lease.copyOf(answer) : null;
    if (begun != null) {
      new CopyDelivery(begun, response, lease).give(range);
    } else {
      relay(answer, response, lease);
    }
  }

  private static void relay(
      HttpResponse<InputStream> answer, HttpServletResponse response, Lease lease)
      throws IOException {
    try (InputStream body = lease.opened(answer.body())) {
      response.setStatus(answer.statusCode());
      PASSED.forEach(name -> pass(answer, name, response));
      copy(body, response.getOutputStream(), lease);
    } finally {
      lease.bodies.remove(answer.body());
    }
  }

  private @Nullable Lease leaseOf(HttpServletRequest request) {
    URI root = base;
    String path = request.getPathInfo();
    boolean ours = root != null && request.getLocalPort() == root.getPort();
    return ours && path != null && path.length() > 1 ? leases.get(path.substring(1)) : null;
  }

  private HttpResponse<InputStream> open(Lease lease, @Nullable String range) throws IOException {
    try {
      HttpResponse<InputStream> answer = reader.open(lease.source.address(), range);
      lease.check(answer);
      return answer;
    } catch (IOException e) {
      lease.fail("the source's origin cannot be read");
      throw cut(e);
    }
  }

  private static void pass(HttpResponse<?> answer, String name, HttpServletResponse response) {
    answer.headers().firstValue(name).ifPresent(value -> response.setHeader(name, value));
  }

  /**
   * A failing read is the origin's failure; a failing write only means that ffmpeg wants to read
   * elsewhere.
   */
  private static void copy(InputStream body, OutputStream out, Lease lease) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int count = read(body, buffer, lease); count >= 0; count = read(body, buffer, lease)) {
      out.write(buffer, 0, count);
    }
  }

  private static int read(InputStream body, byte[] buffer, Lease lease) throws IOException {
    try {
      return body.read(buffer);
    } catch (IOException e) {
      lease.fail("the source broke off");
      throw cut(e);
    }
  }

  /** Makes Tomcat cut ffmpeg's connection. */
  static IOException cut(IOException cause) {
    return new CloseNowException(cause.getMessage(), cause);
  }

  /** The right to read one source until closed. Thread-safe. */
  final class Lease implements AutoCloseable {
    private final String token;
    private final URI address;
    private final Source source;
    private final Set<InputStream> bodies = ConcurrentHashMap.newKeySet();
    private volatile @Nullable String failure;
    private volatile @Nullable String hint;
    private @Nullable SourceCopy copy;

    private Lease(String token, URI root, Source source) {
      this.token = token;
      this.address = root.resolve(token);
      this.source = source;
    }

    /** Where ffmpeg finds the source. */
    URI address() {
      return address;
    }

    /** Why the source could not be read to the end; empty if nothing went wrong. */
    Optional<String> failure() {
      return Optional.ofNullable(failure);
    }

    /**
     * What its origin does not do, which may be why something could not be made of it; empty where
     * it does all.
     */
    Optional<String> hint() {
      return Optional.ofNullable(hint);
    }

    void hint(String lacking) {
      hint = lacking;
    }

    /** The copy that it reads, if there is one of its source. */
    private synchronized @Nullable SourceCopy copy() {
      if (copy == null && leases.containsKey(token)) {
        copy = copies.find(source).orElse(null);
      }
      return copy;
    }

    /** The copy that these bytes begin; null where there is no room for it. */
    private synchronized @Nullable SourceCopy copyOf(HttpResponse<InputStream> all)
        throws IOException {
      if (!leases.containsKey(token)) {
        return null;
      }
      copy = copies.begin(source, all).orElse(null);
      if (copy == null) {
        hint("the source's origin gives no byte ranges, and it is too long to be fetched whole");
      }
      return copy;
    }

    private void check(HttpResponse<?> answer) throws IOException {
      int status = answer.statusCode();
      if (status != OK && status != PARTIAL && status != UNSATISFIABLE) {
        throw new IOException("status " + status);
      }
      String etag = SourceReader.header(answer, "ETag");
      if (status != UNSATISFIABLE && source.etag() != null && !source.etag().equals(etag)) {
        throw new IOException("the source changed");
      }
    }

    void fail(String why) {
      if (leases.containsKey(token)) {
        failure = why;
      }
    }

    /**
     * Remembers a body, so that nobody goes on waiting for a silent origin when the lease is
     * closed.
     */
    private InputStream opened(InputStream body) throws IOException {
      bodies.add(body);
      if (!leases.containsKey(token)) {
        body.close();
      }
      return body;
    }

    @Override
    public void close() {
      leases.remove(token);
      for (InputStream body : bodies) {
        closeQuietly(body);
      }
      leave();
    }

    private synchronized void leave() {
      if (copy != null) {
        copy.leave();
        copy = null;
      }
    }

    private static void closeQuietly(InputStream body) {
      try {
        body.close();
      } catch (IOException e) {
        // Nobody reads it any more.
      }
    }
  }
}
