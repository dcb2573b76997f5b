package io.mediarouter.vertx.testfarm;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An origin with one file, at every path, and the oddities that are set. */
public final class OddOrigin extends TestServer {
  private final List<String> targets = new CopyOnWriteArrayList<>();
  private final List<HttpServerRequest> requests = new CopyOnWriteArrayList<>();
  private volatile Buffer file;
  private volatile String etag = "\"one\"";
  private volatile int headStatus = 200;
  private volatile boolean ranges = true;
  private volatile boolean lengths = true;

  /** An origin without oddities. */
  public OddOrigin(Vertx vertx, String file) {
    super(vertx);
    this.file = Buffer.buffer(file);
  }

  /** Has another file from now on. */
  public void file(String other) {
    file = Buffer.buffer(other);
  }

  /** Has another version of its file from now on. */
  public void file(String other, String tag) {
    file = Buffer.buffer(other);
    etag = tag;
  }

  /** Gives no validators. */
  public void withoutValidators() {
    etag = "";
  }

  /** Answers HEAD with that status, as signed addresses do. */
  public void refuseHead(int status) {
    headStatus = status;
  }

  /** Knows no parts. */
  public void withoutRanges() {
    ranges = false;
  }

  /** Sends its file chunked. */
  public void withoutLengths() {
    lengths = false;
  }

  /** Path and query of each request so far, but for checks. */
  public List<String> targets() {
    return targets;
  }

  /** The requests so far, but for checks. */
  public List<HttpServerRequest> requests() {
    return requests;
  }

  @Override
  protected void serve(HttpServerRequest request) {
    if (request.path().equals("/")) {
      request.response().end();
      return;
    }
    targets.add(request.uri());
    requests.add(request);
    boolean head = request.method().equals(HttpMethod.HEAD);
    if (head && headStatus != 200) {
      request.response().setStatusCode(headStatus).end();
    } else {
      send(request, head);
    }
  }

  private void send(HttpServerRequest request, boolean head) {
    HttpServerResponse response = request.response().putHeader("content-type", "video/mp4");
    if (!etag.isEmpty()) {
      response.putHeader("etag", etag);
    }
    Buffer body = part(request, response);
    if (lengths) {
      response.putHeader("content-length", Integer.toString(body.length()));
    } else {
      response.setChunked(true);
    }
    if (head) {
      response.end();
    } else {
      response.end(body);
    }
  }

  private Buffer part(HttpServerRequest request, HttpServerResponse response) {
    String range = request.getHeader("range");
    int size = file.length();
    if (range == null || !ranges) {
      return file;
    }
    String[] ends = range.substring("bytes=".length()).split("-", 2);
    int first = Integer.parseInt(ends[0]);
    if (first >= size) {
      response.setStatusCode(416).putHeader("content-range", "bytes */" + size);
      return Buffer.buffer();
    }
    int last = ends[1].isEmpty() ? size - 1 : Math.min(size - 1, Integer.parseInt(ends[1]));
    response.setStatusCode(206);
    response.putHeader("content-range", "bytes " + first + "-" + last + "/" + size);
    return file.slice(first, last + 1);
  }
}
