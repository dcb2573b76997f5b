package io.mediarouter.vertx.testfarm;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server of bytes by path: GET, HEAD, one Range, PUT and DELETE. Serves as origin and as
 * distribution server.
 */
public final class ByteServer extends TestServer {
  private static final Pattern RANGE = Pattern.compile("bytes=([0-9]+)-([0-9]*)");

  private static final String BESIDE = ".json";

  private final Map<String, Buffer> files = new ConcurrentHashMap<>();
  private final Map<String, Buffer> beside = new ConcurrentHashMap<>();
  private final Map<String, Map<String, String>> fields = new ConcurrentHashMap<>();
  private volatile boolean listing;
  private final List<HttpServerRequest> requests = new CopyOnWriteArrayList<>();

  /** An empty server. */
  public ByteServer(Vertx vertx) {
    super(vertx);
  }

  /** Places a file. */
  public ByteServer with(String path, Buffer bytes) {
    files.put(path, bytes);
    return this;
  }

  /**
   * Has it answer for a file with a field more; another value takes the place of the one before.
   */
  public ByteServer withField(String path, String name, String value) {
    fields.computeIfAbsent(path, each -> new ConcurrentHashMap<>()).put(name, value);
    return this;
  }

  /** Has it list what it holds, as nginx does in JSON. */
  public ByteServer withListing() {
    listing = true;
    return this;
  }

  /** What proxies have put beside files to tell of them, by path. */
  public Map<String, Buffer> beside() {
    return beside;
  }

  /** All files by path. */
  public Map<String, Buffer> files() {
    return files;
  }

  /**
   * The requests so far, without those for the root and other folders, which are checks, and for
   * what lies beside files.
   */
  public List<HttpServerRequest> requests() {
    return requests;
  }

  @Override
  protected void serve(HttpServerRequest request) {
    boolean isBeside = request.path().endsWith(BESIDE);
    if (!request.path().endsWith("/") && !isBeside) {
      requests.add(request);
    }
    Map<String, Buffer> those = isBeside ? beside : files;
    if (request.method().equals(HttpMethod.PUT)) {
      request.body().onSuccess(body -> put(request, body, those));
    } else if (request.method().equals(HttpMethod.DELETE)) {
      request.response().setStatusCode(those.remove(request.path()) == null ? 404 : 204).end();
    } else if (listing && request.path().endsWith("/")) {
      list(request);
    } else {
      get(request, those.get(request.path()));
    }
  }

  private void list(HttpServerRequest request) {
    if (!request.method().equals(HttpMethod.GET)) {
      request.response().setStatusCode(405).end();
      return;
    }
    var folders = new TreeSet<String>();
    var list = new JsonArray();
    for (Map<String, Buffer> those : List.of(files, beside)) {
      those.forEach((path, bytes) -> list(path, request.path(), bytes, folders, list));
    }
    folders.forEach(name -> list.add(new JsonObject().put("name", name).put("type", "directory")));
    request.response().putHeader("content-type", "application/json").end(list.encode());
  }

  private static void list(
      String path, String folder, Buffer bytes, Set<String> folders, JsonArray list) {
    if (path.startsWith(folder)) {
      String rest = path.substring(folder.length());
      int slash = rest.indexOf('/');
      if (slash >= 0) {
        folders.add(rest.substring(0, slash));
      } else {
        list.add(
            new JsonObject().put("name", rest).put("type", "file").put("size", bytes.length()));
      }
    }
  }

  private static void put(HttpServerRequest request, Buffer body, Map<String, Buffer> files) {
    files.put(request.path(), body);
    request.response().setStatusCode(201).end();
  }

  private void get(HttpServerRequest request, Buffer file) {
    if (file == null) {
      request.response().setStatusCode(404).end("nothing here");
      return;
    }
    HttpServerResponse response = request.response();
    response
        .putHeader("etag", "\"" + file.hashCode() + "\"")
        .putHeader("content-type", "video/mp4");
    fields.getOrDefault(request.path(), Map.of()).forEach(response::putHeader);
    Buffer body = part(request, response, file);
    response.putHeader("content-length", Integer.toString(body.length()));
    if (request.method().equals(HttpMethod.HEAD)) {
      response.putHeader("accept-ranges", "bytes").end();
    } else {
      response.end(body);
    }
  }

  private static Buffer part(HttpServerRequest request, HttpServerResponse response, Buffer file) {
    String range = request.getHeader("range");
    Matcher matcher = RANGE.matcher(range == null ? "" : range);
    if (!matcher.matches()) {
      return file;
    }
    long first = Long.parseLong(matcher.group(1));
    if (first >= file.length()) {
      response.setStatusCode(416).putHeader("content-range", "bytes */" + file.length());
      return Buffer.buffer();
    }
    int last = file.length() - 1;
    int from = (int) first;
    int to =
        matcher.group(2).isEmpty() ? last : (int) Math.min(last, Long.parseLong(matcher.group(2)));
    response
        .setStatusCode(206)
        .putHeader("content-range", "bytes " + from + "-" + to + "/" + file.length());
    return file.slice(from, to + 1);
  }
}
