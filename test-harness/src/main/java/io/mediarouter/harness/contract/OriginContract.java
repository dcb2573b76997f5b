package io.mediarouter.harness.contract;

import static io.mediarouter.harness.contract.Check.optional;
import static io.mediarouter.harness.contract.Check.required;

import io.mediarouter.farm.ServerRole;
import io.mediarouter.vertx.farm.EncodedPath;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The demands on an origin server, shown on one file of it. */
final class OriginContract implements Contract {
  private final ServerClient client;
  private final String file;
  private @Nullable Seen whole;

  /**
   * @param path of a media file on the server, relative to its URL, not encoded
   */
  OriginContract(URI url, String path) {
    client = new ServerClient(url, ServerRole.ORIGIN);
    file = EncodedPath.of(path);
  }

  /** All of the file, fetched once. */
  private Seen whole() throws IOException {
    Seen known = whole;
    if (known == null) {
      known = client.get(file);
      whole = known;
    }
    return known;
  }

  @Override
  public List<Check> checks() {
    return List.of(
        Shared.answersAtItsRoot(client, "origin"),
        required("GET brings the file, with its length", "nothing of it can be served", this::get),
        required(
            "HEAD tells the same length and validators",
            "no rendition is made: sources are looked at by HEAD",
            this::head),
        required(
            "GET with Range is 206 with just that part",
            "players cannot seek in originals, and sources with their index at the end fail",
            () -> Shared.range(client, file, whole().body())),
        optional(
            "a Range beyond the end is 416",
            "a player that asks beyond the end is sent what it did not ask for",
            () -> Shared.beyondTheEnd(client, file)),
        optional(
            "a validator: ETag or Last-Modified",
            "a changed source is noticed by its length alone: old renditions may stay",
            this::validator),
        optional(
            "the validator is one to go on by: strong, and the same each time",
            "an original that breaks off is not resumed from another copy or again",
            this::strongValidator),
        optional(
            "If-Range with the validator is 206, with another 200",
            "parts of two versions of a file may be put together",
            this::ifRange),
        optional(
            "If-None-Match or If-Modified-Since is 304",
            "clients load again what they have",
            this::notModified),
        required(
            "a file that is not there is 404",
            "what does not exist is reported as a failed origin",
            this::unknown),
        optional(
            "a media type (Content-Type)",
            "originals are sent as application/octet-stream: browsers save them",
            this::mediaType),
        optional(
            "media is never compressed on its way (Content-Encoding)",
            "lengths and ranges are of other bytes",
            this::uncompressed));
  }

  private CheckResult get() throws IOException {
    Seen got = whole();
    boolean length = got.length() == got.body().length;
    String seen = got.words() + ", " + got.body().length + " bytes";
    return CheckResult.of(
        got.status() == 200 && length && got.body().length > 0,
        seen + (length ? "" : ", no Content-Length"));
  }

  private CheckResult head() throws IOException {
    Seen head = client.head(file);
    boolean same =
        head.length() == whole().length()
            && String.valueOf(head.header("etag")).equals(String.valueOf(whole().header("etag")));
    return CheckResult.of(
        head.status() == 200 && same, head.words() + (same ? "" : ", not as with GET"));
  }

  private static @Nullable String validator(Seen seen) {
    String etag = seen.header("etag");
    return etag == null ? seen.header("last-modified") : etag;
  }

  private CheckResult validator() throws IOException {
    String told = validator(whole());
    return CheckResult.of(told != null, told == null ? "neither" : told);
  }

  private CheckResult strongValidator() throws IOException {
    String first = validator(whole());
    String second = validator(client.head(file));
    boolean strong = first != null && !first.startsWith("W/") && first.equals(second);
    return CheckResult.of(strong, first + ", " + second);
  }

  private CheckResult ifRange() throws IOException {
    String validator = validator(whole());
    if (validator == null) {
      return CheckResult.missing("there is no validator");
    }
    int same = client.get(file, "range", "bytes=0-9", "if-range", validator).status();
    int other = client.get(file, "range", "bytes=0-9", "if-range", "\"another\"").status();
    return CheckResult.of(same == 206 && other == 200, same + ", " + other);
  }

  private CheckResult notModified() throws IOException {
    String etag = whole().header("etag");
    String date = whole().header("last-modified");
    if (etag == null && date == null) {
      return CheckResult.missing("there is no validator");
    }
    Seen seen =
        etag != null
            ? client.get(file, "if-none-match", etag)
            : client.get(file, "if-modified-since", String.valueOf(date));
    return CheckResult.of(seen.status() == 304, seen.words());
  }

  private CheckResult unknown() throws IOException {
    Seen none = client.head(file + ".none");
    return CheckResult.of(none.status() == 404 || none.status() == 410, none.words());
  }

  private CheckResult mediaType() throws IOException {
    String type = String.valueOf(whole().header("content-type"));
    return CheckResult.of(type.matches("(video|audio|image)/.*"), type);
  }

  private CheckResult uncompressed() throws IOException {
    Seen seen = client.get(file, "accept-encoding", "gzip, br");
    boolean same = Arrays.equals(seen.body(), whole().body());
    return CheckResult.of(same, same ? "the same bytes" : "" + seen.header("content-encoding"));
  }

  @Override
  public void close() {
    client.close();
  }
}
