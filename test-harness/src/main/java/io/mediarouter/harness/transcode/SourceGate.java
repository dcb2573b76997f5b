package io.mediarouter.harness.transcode;

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
import org.apache.coyote.CloseNowException;
import org.jspecify.annotations.Nullable;

/**
 * The one door through which ffmpeg reads: it serves a source, under an unguessable name and on
 * loopback only, while a lease on it is open. ffmpeg itself never connects to an origin, so no
 * redirect, no reference inside a file and no odd protocol can lead it elsewhere.
 *
 * <p>ffmpeg takes a source that breaks off for one that ends; the lease remembers the break.
 */
public final class SourceGate extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int TOKEN_BYTES = 16;
  private static final List<String> PASSED =
      List.of("Content-Range", "Content-Length", "Accept-Ranges");

  private final transient SourceReader reader;
  private final transient Map<String, Lease> leases = new ConcurrentHashMap<>();
  private final transient SecureRandom random = new SecureRandom();
  private transient volatile @Nullable URI base;

  public SourceGate(SourceReader reader) {
    this.reader = reader;
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
    HttpResponse<InputStream> answer = open(lease, request.getHeader("Range"));
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
  private static IOException cut(IOException cause) {
    return new CloseNowException(cause.getMessage(), cause);
  }

  /** The right to read one source until closed. Thread-safe. */
  final class Lease implements AutoCloseable {
    private final String token;
    private final URI address;
    private final Source source;
    private final Set<InputStream> bodies = ConcurrentHashMap.newKeySet();
    private volatile @Nullable String failure;

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

    private void check(HttpResponse<?> answer) throws IOException {
      int status = answer.statusCode();
      if (status != 200 && status != 206 && status != 416) {
        throw new IOException("status " + status);
      }
      String etag = SourceReader.header(answer, "ETag");
      if (status != 416 && source.etag() != null && !source.etag().equals(etag)) {
        throw new IOException("the source changed");
      }
    }

    private void fail(String why) {
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
