package io.mediarouter.harness.contract;

import static io.mediarouter.harness.contract.Check.optional;
import static io.mediarouter.harness.contract.Check.required;

import io.mediarouter.farm.ServerRole;
import io.mediarouter.vertx.farm.EncodedPath;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** The demands on a distribution server. */
final class DistributionContract implements Contract {
  private static final int SMALL = 64 * 1024;
  private static final int MEDIUM = 3 * 1024 * 1024;

  /** As large as a rendition gets that the proxies' spool holds by default. */
  private static final long LARGEST = 2L << 30;

  private final ServerClient client;
  private final String folder;
  private final String file;
  private final byte[] small = bytes(SMALL);

  /**
   * @param name of a folder that is made there, and emptied again
   */
  DistributionContract(URI url, String name) {
    client = new ServerClient(url, ServerRole.DISTRIBUTION);
    folder = name + "/";
    file = folder + "films/one.mp4/0123456789abcdef-h264-aac-640x360.mp4";
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }

  @Override
  public List<Check> checks() {
    return List.of(
        Shared.answersAtItsRoot(client, "distribution"),
        required(
            "PUT to a path whose folders do not exist",
            "nothing is stored; nginx: create_full_put_path on",
            this::putDeep),
        required(
            "GET brings the same bytes, with their length",
            "what is stored there cannot be delivered",
            this::getWhole),
        required(
            "HEAD tells the same length, without a body",
            "what only it holds cannot be saved when it is drained",
            this::head),
        required(
            "GET with Range is 206 with just that part",
            "players cannot seek; what breaks off cannot be resumed",
            () -> Shared.range(client, file, small)),
        optional(
            "a Range beyond the end is 416",
            "a player that asks beyond the end is sent what it did not ask for",
            () -> Shared.beyondTheEnd(client, file)),
        required(
            "PUT again replaces the file",
            "two proxies that make the same cannot both store it",
            this::putAgain),
        required(
            "PUT of 3 MiB",
            "what is longer is not stored, and made again each time; nginx: client_max_body_size 0",
            this::putMedium),
        optional(
            "PUT of 2 GiB is let begin (Expect: 100-continue)",
            "what is longer than it takes is not stored, and made again each time",
            this::announceLarge),
        required(
            "an upload that breaks off leaves nothing",
            "half a file may be delivered as a whole one",
            this::brokenUpload),
        optional(
            "while a file is replaced, all of the old one is there",
            "clients in the middle of it are cut off",
            this::replacedAtOnce),
        required(
            "names with spaces, umlauts and signs, percent-encoded",
            "renditions of assets with such names are not stored",
            this::oddNames),
        required(
            "a file that is not there is 404",
            "the index is not told that a copy is lost: each request tries it again",
            this::unknown),
        optional(
            "DELETE removes a file",
            "what was replaced or removed lies there for ever",
            this::delete),
        optional(Shared.LOAD, Shared.LOAD_COST, () -> Shared.load(client, "load")));
  }

  private CheckResult putDeep() throws IOException {
    Seen put = client.put(file, small, "content-type", "video/mp4");
    return CheckResult.of(put.isSuccess(), put.words());
  }

  private CheckResult getWhole() throws IOException {
    Seen got = client.get(file);
    boolean same = Arrays.equals(got.body(), small);
    boolean length = got.length() == small.length;
    String seen = got.words() + (same ? ", the same" : ", other bytes");
    return CheckResult.of(
        got.status() == 200 && same && length, seen + (length ? "" : ", no Content-Length"));
  }

  private CheckResult head() throws IOException {
    Seen head = client.head(file);
    return CheckResult.of(
        head.status() == 200 && head.length() == small.length,
        head.words() + ", length " + head.length());
  }

  private CheckResult putAgain() throws IOException {
    byte[] other = bytes(SMALL / 2);
    Seen put = client.put(file, other);
    boolean replaced = Arrays.equals(client.get(file).body(), other);
    client.put(file, small);
    return CheckResult.of(put.isSuccess() && replaced, put.words());
  }

  private CheckResult putMedium() throws IOException {
    byte[] medium = bytes(MEDIUM);
    Seen put = client.put(folder + "medium.mp4", medium);
    boolean whole = put.isSuccess() && client.get(folder + "medium.mp4").length() == MEDIUM;
    client.delete(folder + "medium.mp4");
    return CheckResult.of(whole, put.words());
  }

  private CheckResult announceLarge() throws IOException {
    int said = client.announce(folder + "large.mp4", LARGEST);
    return said == 100 || said / 100 >= 4
        ? CheckResult.of(said == 100, Integer.toString(said))
        : CheckResult.unknown("it answered " + said + " to the announcement");
  }

  private CheckResult brokenUpload() throws IOException {
    String broken = folder + "broken.mp4";
    client.breakOff(broken, small, 2 * SMALL);
    Seen after = client.get(broken);
    return CheckResult.of(after.status() != 200, "GET afterwards: " + after.status());
  }

  private CheckResult replacedAtOnce() throws IOException {
    client.breakOff(file, bytes(SMALL / 4), SMALL);
    Seen after = client.get(file);
    boolean old = after.status() == 200 && Arrays.equals(after.body(), small);
    return CheckResult.of(old, old ? "the old one" : after.status() + ", another one");
  }

  private CheckResult oddNames() throws IOException {
    String path = folder + EncodedPath.of("zwölf Äpfel (1)+,;:@='&!$~%41#?.mp4");
    Seen put = client.put(path, small);
    boolean there = put.isSuccess() && Arrays.equals(client.get(path).body(), small);
    client.delete(path);
    return CheckResult.of(there, put.words());
  }

  private CheckResult unknown() throws IOException {
    Seen none = client.get(folder + "none.mp4");
    return CheckResult.of(none.status() == 404 || none.status() == 410, none.words());
  }

  private CheckResult delete() throws IOException {
    Seen deleted = client.delete(file);
    int after = client.get(file).status();
    return CheckResult.of(
        deleted.isSuccess() && after == 404, deleted.words() + "; GET afterwards: " + after);
  }

  @Override
  public void close() {
    client.close();
  }
}
