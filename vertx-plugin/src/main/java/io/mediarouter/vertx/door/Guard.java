package io.mediarouter.vertx.door;

import io.mediarouter.request.Problem;
import io.mediarouter.request.ProblemException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The step that refuses requests which another party on the way could read otherwise than we do,
 * and brings the target of all others into its one form.
 */
final class Guard implements Step {
  private static final Pattern ABSOLUTE =
      Pattern.compile("(?i)https?://([^/?#]*)([/?].*)?", Pattern.DOTALL);

  private static final String CHUNKED = "chunked";
  private static final int LONGEST_TARGET = 16 * 1024;
  private static final List<String> SERVED = List.of("http", "https");

  @Override
  public void opened(HttpConnection connection) {
    HeadWatch.watch(connection);
  }

  @Override
  public void handle(Visit visit, Handler<Visit> next) {
    try {
      requireWhole(visit);
      requireMethod(visit);
      requireFields(visit);
      requireHost(visit);
      if (isAboutTheServer(visit)) {
        visit.resume().response().setStatusCode(204).end();
        return;
      }
      visit.routedBy(CanonicalTarget.of(originForm(visit)));
    } catch (ProblemException e) {
      visit.refuseAndClose(e.problem());
      return;
    }
    next.handle(visit);
  }

  private static ProblemException refused(int status, String title, String detail) {
    return new ProblemException(Problem.of(status, title, detail));
  }

  private static ProblemException badRequest(String detail) {
    return refused(400, "Bad request", detail);
  }

  private static ProblemException targetTooLong() {
    return refused(414, "Target too long", "At most " + LONGEST_TARGET + " bytes are read.");
  }

  /** What only the bytes themselves tell. */
  private static void requireWhole(Visit visit) {
    HeadScanner.Flaw flaw = HeadWatch.flaw(visit.connection());
    String found = flaw == null ? visit.headers().get(HeadWatch.FIELD) : flaw.name();
    if (found != null) {
      boolean version = found.equals(HeadScanner.Flaw.VERSION.name());
      throw refused(
          version ? 505 : 400,
          version ? "HTTP version not supported" : "Bad request",
          HeadScanner.Flaw.detail(found));
    }
    if (visit.decoderResult().isFailure()) {
      throw unreadable(visit.decoderResult().cause());
    }
  }

  private static ProblemException unreadable(Throwable cause) {
    if (cause instanceof TooLongHttpLineException) {
      return targetTooLong();
    }
    return cause instanceof TooLongHttpHeaderException
        ? refused(431, "Request header fields too large", "Fewer or shorter ones are read.")
        : badRequest("The request's head is malformed.");
  }

  /** The one opens a way to elsewhere, the other tells others' credentials. */
  private static void requireMethod(Visit visit) {
    HttpMethod method = visit.method();
    if (method.equals(HttpMethod.CONNECT) || method.equals(HttpMethod.TRACE)) {
      throw refused(405, "Method not allowed", method.name() + " is not served here.");
    }
  }

  private static void requireFields(Visit visit) {
    for (Map.Entry<String, String> field : visit.headers()) {
      requireField(field.getKey(), field.getValue());
    }
    if (visit.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
      requireChunked(visit);
    }
    if (visit.headers().contains(HttpHeaders.EXPECT)) {
      requireExpectation(visit);
    }
  }

  private static void requireExpectation(Visit visit) {
    for (String expected : visit.headers().getAll(HttpHeaders.EXPECT)) {
      if (!expected.equalsIgnoreCase("100-continue")) {
        throw refused(417, "Expectation failed", "Nothing but 100-continue can be expected.");
      }
    }
    if (visit.version() == HttpVersion.HTTP_1_0) {
      // It would take the interim answer for the answer (RFC 9110, section 10.1.1).
      visit.headers().remove(HttpHeaders.EXPECT);
    }
  }

  private static void requireChunked(Visit visit) {
    List<String> encodings = visit.headers().getAll(HttpHeaders.TRANSFER_ENCODING);
    boolean chunked = encodings.size() == 1 && encodings.get(0).strip().equalsIgnoreCase(CHUNKED);
    if (!chunked || visit.version() != HttpVersion.HTTP_1_1) {
      throw badRequest("Transfer-Encoding may be chunked, once, and in HTTP/1.1 alone.");
    }
    if (!encodings.get(0).equals(CHUNKED)) {
      // The host's proxy knows it in small letters alone.
      visit.headers().set(HttpHeaders.TRANSFER_ENCODING, CHUNKED);
    }
  }

  private static void requireField(String name, String value) {
    if (!FieldName.isValid(name) && !name.startsWith(":")) {
      throw badRequest("The name of a field is empty, or holds what no name may.");
    }
    if (FieldName.isAlmostOfFraming(name)) {
      throw badRequest(HeadScanner.Flaw.ALIKE.detail());
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7f) {
        throw badRequest("The value of a field holds a control character.");
      }
    }
  }

  private static void requireHost(Visit visit) {
    List<String> hosts = visit.headers().getAll(HttpHeaders.HOST);
    HostAndPort authority = visit.authority();
    if (visit.version() == HttpVersion.HTTP_2) {
      requireScheme(visit);
      boolean agree = authority != null && hosts.stream().allMatch(authority.toString()::equals);
      if (!agree || !HostField.isHost(authority.toString())) {
        throw badRequest("One authority is needed: a host, and perhaps a port.");
      }
    } else if (hosts.size() > 1 || hosts.isEmpty() && visit.version() != HttpVersion.HTTP_1_0) {
      throw badRequest("One field Host is needed, and no more.");
    } else if (!hosts.isEmpty() && !HostField.isHost(hosts.get(0))) {
      throw badRequest("The field Host may hold a host, perhaps with a port, and nothing else.");
    }
  }

  private static void requireScheme(Visit visit) {
    String scheme = visit.scheme();
    if (scheme == null || !SERVED.contains(scheme.toLowerCase(Locale.ROOT))) {
      throw badRequest("The scheme may be http or https.");
    }
  }

  private static boolean isAboutTheServer(Visit visit) {
    return visit.method().equals(HttpMethod.OPTIONS) && "*".equals(visit.sentUri());
  }

  /** A target with a host of its own is served where that is the host that is asked. */
  private static String originForm(Visit visit) {
    String target = visit.sentUri();
    if (target.length() > LONGEST_TARGET) {
      throw targetTooLong();
    }
    if (target.startsWith("/") || visit.version() == HttpVersion.HTTP_2) {
      return target;
    }
    Matcher absolute = ABSOLUTE.matcher(target);
    if (!absolute.matches()) {
      return target;
    }
    requireThisHost(absolute.group(1), visit);
    String rest = absolute.group(2) == null ? "/" : absolute.group(2);
    return rest.startsWith("?") ? '/' + rest : rest;
  }

  private static void requireThisHost(String named, Visit visit) {
    if (!HostField.isHost(named)) {
      throw badRequest("The target's host may hold a host, perhaps with a port, and nothing else.");
    }
    String host = visit.headers().get(HttpHeaders.HOST);
    if (host != null && !named.equalsIgnoreCase(host)) {
      throw refused(421, "Misdirected request", "The target is on another host than is asked.");
    }
  }
}
