package io.mediarouter.harness.farm.transcode;

import io.mediarouter.farm.Authority;
import io.mediarouter.harness.farm.ffmpeg.ContainerFormat;
import io.mediarouter.harness.farm.transcode.TranscodeFailure.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads sources from their origins: allowed addresses only, no redirects, no proxies. Thread-safe.
 */
public final class SourceReader {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration HEADER_TIMEOUT = Duration.ofSeconds(15);
  private static final Pattern TOTAL = Pattern.compile("bytes [0-9]+-[0-9]+/([0-9]{1,18})");

  private static final int MOST_TAGS = 4;
  private static final int ENOUGH_BYTES = 8 * 1024;
  private static final long MOST_SKIPPED_BYTES = 16L << 20;

  private final SourcePolicy policy;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(Version.HTTP_1_1)
          .followRedirects(Redirect.NEVER)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();

  public SourceReader(SourcePolicy policy) {
    this.policy = policy;
  }

  /**
   * Looks at the first bytes of a source.
   *
   * @param address as the client gave it; null if it gave none
   * @throws TranscodeFailure if it is not allowed, not there, not readable, or of no known
   *     container
   */
  public Source look(@Nullable String address) throws TranscodeFailure {
    URI checked = policy.check(address);
    try {
      return recognise(checked);
    } catch (IOException e) {
      throw new TranscodeFailure(Reason.SOURCE_UNREADABLE, "the source's origin cannot be read");
    }
  }

  private Source recognise(URI address) throws IOException, TranscodeFailure {
    HttpResponse<InputStream> answer = open(address, range(0));
    try (InputStream body = answer.body()) {
      checkStatus(answer.statusCode());
      byte[] head = body.readNBytes(ContainerFormat.SNIFF_BYTES);
      return new Source(
          address,
          container(address, head),
          size(answer),
          header(answer, "ETag"),
          header(answer, "Last-Modified"));
    }
  }

  private static String range(long from) {
    return "bytes=" + from + "-" + (from + ContainerFormat.SNIFF_BYTES - 1);
  }

  private ContainerFormat container(URI address, byte[] head) throws IOException, TranscodeFailure {
    return ContainerFormat.tagBytes(head) > 0
        ? tagged(address, head)
        : ContainerFormat.sniff(head)
            .orElseThrow(
                () ->
                    new TranscodeFailure(
                        Reason.SOURCE_TYPE, "the source is no media that is read here"));
  }

  /** Most of what has a tag in front is MP3, which is also what is guessed if nothing fits. */
  private ContainerFormat tagged(URI address, byte[] head) throws IOException {
    long offset = 0;
    byte[] rest = head;
    for (int i = 0; i < MOST_TAGS && ContainerFormat.tagBytes(rest) > 0; i++) {
      int tag = ContainerFormat.tagBytes(rest);
      offset += tag;
      rest =
          tag + ENOUGH_BYTES < rest.length
              ? Arrays.copyOfRange(rest, tag, rest.length)
              : bytesFrom(address, offset);
    }
    return ContainerFormat.sniff(rest).orElse(ContainerFormat.MP3);
  }

  /**
   * Nothing if the source ends before, or its origin gives no ranges and it is too much to skip.
   */
  private byte[] bytesFrom(URI address, long offset) throws IOException {
    HttpResponse<InputStream> answer = open(address, range(offset));
    try (InputStream body = answer.body()) {
      boolean whole = answer.statusCode() == 200 && offset <= MOST_SKIPPED_BYTES;
      if (whole) {
        body.skipNBytes(offset);
      }
      return whole || answer.statusCode() == 206
          ? body.readNBytes(ContainerFormat.SNIFF_BYTES)
          : new byte[0];
    } catch (EOFException e) {
      return new byte[0];
    }
  }

  private static void checkStatus(int status) throws TranscodeFailure {
    if (status == 404 || status == 410) {
      throw new TranscodeFailure(Reason.SOURCE_MISSING, "the source is not on its origin");
    }
    if (status != 200 && status != 206) {
      throw new TranscodeFailure(
          Reason.SOURCE_UNREADABLE, "the source's origin answered " + status);
    }
  }

  private static @Nullable Long size(HttpResponse<?> answer) {
    if (answer.statusCode() == 200) {
      long length = answer.headers().firstValueAsLong("Content-Length").orElse(-1);
      return length < 0 ? null : Long.valueOf(length);
    }
    Matcher total = TOTAL.matcher(answer.headers().firstValue("Content-Range").orElse(""));
    return total.matches() ? Long.valueOf(total.group(1)) : null;
  }

  static @Nullable String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse(null);
  }

  /** The JDK's client refuses host names with underscores, so those are resolved before. */
  private static HttpRequest.Builder requestOf(URI address) throws IOException {
    if (address.getHost() != null) {
      return HttpRequest.newBuilder(address);
    }
    Authority place = Authority.of(address).orElseThrow();
    String ip = InetAddress.getByName(place.host()).getHostAddress();
    try {
      return HttpRequest.newBuilder(
          new URI(
              address.getScheme()
                  + "://"
                  + (ip.indexOf(':') < 0 ? ip : "[" + ip + "]")
                  + (place.port() < 0 ? "" : ":" + place.port())
                  + address.getRawPath()
                  + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery())));
    } catch (URISyntaxException e) {
      throw new IOException("not an address: " + address, e);
    }
  }

  /** Opens an address that {@link #look} has checked; the caller closes the body. */
  HttpResponse<InputStream> open(URI address, @Nullable String range) throws IOException {
    HttpRequest.Builder request = requestOf(address).timeout(HEADER_TIMEOUT);
    if (range != null) {
      request.header("Range", range);
    }
    try {
      return client.send(request.build(), BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
