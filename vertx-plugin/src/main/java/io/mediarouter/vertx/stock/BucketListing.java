package io.mediarouter.vertx.stock;

import io.mediarouter.vertx.call.Answer;
import io.mediarouter.vertx.farm.EncodedPath;
import io.vertx.core.Future;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The list of what an S3 store holds below its prefix (ListObjectsV2), in the order of names. */
final class BucketListing implements Listing {
  private static final int OK = 200;

  private final Asker asker;
  private final String prefix;
  private List<ListedFile> folder = new ArrayList<>();
  private String token = "";

  BucketListing(Asker asker) {
    this.asker = asker;
    this.prefix = asker.server().keyPrefix();
  }

  @Override
  public Future<Boolean> each(Function<List<ListedFile>, Future<Void>> visit) {
    return InTurn.repeat(() -> page(token, visit)).compose(v -> visit(visit)).map(true);
  }

  private Future<Boolean> page(String token, Function<List<ListedFile>, Future<Void>> visit) {
    String from = token.isEmpty() ? "" : "&continuation-token=" + encoded(token);
    String query = "list-type=2&encoding-type=url&prefix=" + encoded(prefix) + from;
    return asker
        .bucket(query)
        .compose(this::read)
        .compose(page -> take(page, visit).map(v -> goesOn(page.next)));
  }

  private boolean goesOn(String next) {
    token = next;
    return !next.isEmpty();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private Future<Page> read(Answer answer) {
    if (answer.status() != OK) {
      return Future.failedFuture("answered " + answer.status() + " for its list");
    }
    var page = new Page(prefix);
    Xml.read(answer.body().toString(), name -> {}, page::take);
    return Future.succeededFuture(page);
  }

  /** Files of one folder stand together, perhaps on two pages. */
  private Future<Void> take(Page page, Function<List<ListedFile>, Future<Void>> visit) {
    Iterator<ListedFile> files = page.files.iterator();
    return InTurn.repeat(
        () -> files.hasNext() ? take(files.next(), visit) : Future.succeededFuture(false));
  }

  private Future<Boolean> take(ListedFile file, Function<List<ListedFile>, Future<Void>> visit) {
    boolean isOfNext = !folder.isEmpty() && !folder.get(0).folder().equals(file.folder());
    Future<Void> visited = isOfNext ? visit(visit) : Future.succeededFuture();
    folder.add(file);
    return visited.map(true);
  }

  private Future<Void> visit(Function<List<ListedFile>, Future<Void>> visit) {
    List<ListedFile> whole = folder;
    folder = new ArrayList<>();
    return whole.isEmpty() ? Future.succeededFuture() : visit.apply(whole);
  }

  /** One page of the list. */
  private static final class Page {
    private final List<ListedFile> files = new ArrayList<>();
    private final String prefix;
    private String next = "";
    private String key = "";
    private long bytes = -1;
    private @Nullable Instant changedAt;

    Page(String prefix) {
      this.prefix = prefix;
    }

    void take(String name, String text) {
      switch (name) {
        case "Key" -> key = FolderPage.decoded(text);
        case "Size" -> bytes = text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
        case "LastModified" -> changedAt = moment(text);
        case "NextContinuationToken" -> next = text;
        case "Contents" -> add();
        default -> {
          // Others tell nothing of use.
        }
      }
    }

    private void add() {
      if (key.startsWith(prefix) && !key.endsWith("/")) {
        String path = EncodedPath.of(key.substring(prefix.length()));
        files.add(new ListedFile(path, bytes, changedAt));
      }
      key = "";
    }

    private static @Nullable Instant moment(String text) {
      try {
        return Instant.parse(text);
      } catch (DateTimeException e) {
        return null;
      }
    }
  }
}
