package io.mediarouter.vertx.stock;

import io.mediarouter.vertx.call.Answer;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The walk through a server's folders, by WebDAV, or by lists in JSON as nginx gives them. */
final class FolderListing implements Listing {
  private static final int MULTISTATUS = 207;
  private static final int OK = 200;
  private static final int GONE = 404;

  private final Asker asker;
  private final Deque<String> open = new ArrayDeque<>(List.of(""));
  private boolean byWebDav = true;
  private boolean first = true;

  FolderListing(Asker asker) {
    this.asker = asker;
  }

  @Override
  public Future<Boolean> each(Function<List<ListedFile>, Future<Void>> visit) {
    return InTurn.repeat(() -> next(visit)).map(v -> !first);
  }

  /** What does not list its root lists nothing; a folder may be gone by now. */
  private Future<Boolean> next(Function<List<ListedFile>, Future<Void>> visit) {
    String folder = open.poll();
    return folder == null
        ? Future.succeededFuture(false)
        : page(folder)
            .compose(page -> page == null ? Future.succeededFuture(false) : next(page, visit));
  }

  private Future<Boolean> next(FolderPage page, Function<List<ListedFile>, Future<Void>> visit) {
    first = false;
    page.folders().forEach(open::push);
    Future<Void> visited =
        page.files().isEmpty() ? Future.succeededFuture() : visit.apply(page.files());
    return visited.map(true);
  }

  private Future<@Nullable FolderPage> page(String folder) {
    return byWebDav
        ? asker.properties(folder).compose(answer -> ofWebDav(folder, answer))
        : ofJson(folder);
  }

  private Future<@Nullable FolderPage> ofWebDav(String folder, Answer answer) {
    if (answer.status() == MULTISTATUS) {
      String address = asker.server().pathOf(folder);
      return Future.succeededFuture(
          FolderPage.ofMultistatus(answer.body().toString(), folder, address));
    }
    if (first) {
      byWebDav = false;
      return ofJson(folder);
    }
    return gone(answer);
  }

  private Future<@Nullable FolderPage> ofJson(String folder) {
    return asker.ask(HttpMethod.GET, folder).compose(answer -> ofJson(folder, answer));
  }

  private Future<@Nullable FolderPage> ofJson(String folder, Answer answer) {
    String type = String.valueOf(answer.headers().get(HttpHeaders.CONTENT_TYPE));
    if (answer.status() == OK && type.startsWith("application/json")) {
      return Future.succeededFuture(FolderPage.ofJson(answer.body().toString(), folder));
    }
    return first ? Future.succeededFuture(null) : gone(answer);
  }

  private Future<@Nullable FolderPage> gone(Answer answer) {
    return answer.status() == GONE
        ? Future.succeededFuture(new FolderPage(List.of(), List.of()))
        : Future.failedFuture("answered " + answer.status() + " for a folder");
  }
}
