package io.mediarouter.harness.farm;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Serves and changes the files of a store: as {@link FileServlet}, and PUT and DELETE. */
final class StoreServlet extends FileServlet {
  private static final long serialVersionUID = 1L;

  private final transient Store store;

  StoreServlet(Store store) {
    super(store.folder());
    this.store = store;
  }

  @Override
  protected void doPut(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Path> place = store.folder().place(path(request));
    if (place.isEmpty()) {
      Problems.send(response, HttpServletResponse.SC_BAD_REQUEST, "no file can have this path");
      return;
    }
    if (request.getHeader("Content-Range") != null) {
      Problems.send(
          response, HttpServletResponse.SC_BAD_REQUEST, "Content-Range: parts are not stored");
      return;
    }
    StoredFile before = store.folder().find(path(request)).orElse(null);
    if (forbidden(request, before)) {
      Problems.send(
          response, HttpServletResponse.SC_PRECONDITION_FAILED, "the file is another one");
    } else {
      put(place.get(), before == null, request, response);
    }
  }

  private static boolean forbidden(HttpServletRequest request, @Nullable StoredFile before) {
    Preconditions conditions = new Preconditions(request);
    return conditions.failed(before) || conditions.noneMatchFails(before);
  }

  private void put(
      Path place, boolean isNew, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      store.put(place, request.getInputStream(), request.getContentLengthLong());
      response.setHeader("ETag", StoredFile.of(place).etag());
      response.setStatus(
          isNew ? HttpServletResponse.SC_CREATED : HttpServletResponse.SC_NO_CONTENT);
    } catch (NoRoomException e) {
      Problems.send(response, Problems.INSUFFICIENT_STORAGE, String.valueOf(e.getMessage()));
    } catch (FileAlreadyExistsException e) {
      Problems.send(response, HttpServletResponse.SC_CONFLICT, "a part of the path is a file");
    } catch (FileSystemException e) {
      Problems.send(response, HttpServletResponse.SC_CONFLICT, "the path cannot hold a file");
    }
  }

  @Override
  protected void doDelete(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<StoredFile> file = store.folder().find(path(request));
    if (file.isPresent() && new Preconditions(request).failed(file.get())) {
      Problems.send(
          response, HttpServletResponse.SC_PRECONDITION_FAILED, "the file is another one");
    } else if (file.isPresent() && store.delete(file.get().path())) {
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    } else {
      Problems.send(response, HttpServletResponse.SC_NOT_FOUND, "no such file");
    }
  }
}
