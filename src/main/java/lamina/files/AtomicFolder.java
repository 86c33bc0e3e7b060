package lamina.files;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * Writes folders whole or not at all: a reader finds the old folder or the new one, never files of
 * both.
 *
 * <p>The new folder is filled under a name of its own beside the target, forced to the device and
 * exchanged for the old one in one step where the system can. Elsewhere the old one is renamed away
 * first; what a crash leaves between the two renames is put right by the next write, and {@link
 * #settle}. A link to a folder stays a link.
 */
public final class AtomicFolder {
  private static final int TRIES = 20;

  private AtomicFolder() {}

  /** What fills a folder. */
  @FunctionalInterface
  public interface Filling {
    /** Writes every file, each with {@link AtomicFile}. */
    void into(Path folder) throws IOException;
  }

  /**
   * Writes a folder in place of the one that is there, if one is.
   *
   * @param replaced by name: what of the old folder goes with it; everything else that the new one
   *     doesn't have, a person's notes say, is carried over
   * @throws lamina.problem.Problem where it can't be written; what was there before is whole
   */
  public static void write(Path folder, Predicate<String> replaced, Filling filling) {
    try {
      replace(folder, replaced, filling, Exchange::names);
    } catch (IOException e) {
      throw AtomicFile.problem(folder, e);
    }
  }

  /**
   * Checks that a folder could be written, before hours of work that end with writing it.
   *
   * @throws lamina.problem.Problem saying what is in the way
   */
  public static void check(Path folder) {
    try {
      var target = Places.target(folder);
      if (Files.exists(target)) {
        if (!Files.isDirectory(target)) {
          throw new FileSystemException(folder.toString(), null, "it is no folder");
        }
        if (!Files.getFileStore(target).equals(Files.getFileStore(target.getParent()))) {
          throw new FileSystemException(
              folder.toString(), null, "it is a device of its own, so name a folder in it");
        }
      }
      refuseWorkingFolder(folder, target);
      Places.createFolders(target.getParent());
      Part.create(target).close();
    } catch (IOException e) {
      throw AtomicFile.problem(folder, e);
    }
  }

  /**
   * Writes a folder.
   *
   * @param exchange lets two folders take each other's names; false where it can't
   */
  static void replace(
      Path folder, Predicate<String> replaced, Filling filling, BiPredicate<Path, Path> exchange)
      throws IOException {
    var target = Places.target(folder);
    if (Files.exists(target) && !Files.isDirectory(target)) {
      throw new FileSystemException(folder.toString(), null, "it is no folder");
    }
    refuseWorkingFolder(folder, target);
    Places.createFolders(target.getParent());
    try (var part = Part.create(target)) {
      var fresh = part.beside(Part.NEW);
      try {
        Files.createDirectory(fresh);
        filling.into(fresh);
        place(fresh, target, part.beside(Part.OLD), replaced, exchange);
      } finally {
        discard(fresh);
      }
    }
  }

  /** In its place there would be another, and every relative path would lead nowhere. */
  private static void refuseWorkingFolder(Path folder, Path target) throws IOException {
    if (Files.exists(target) && Path.of("").toRealPath().startsWith(target.toRealPath())) {
      throw new FileSystemException(
          folder.toString(), null, "the program works in it, so name a folder in it");
    }
  }

  /** Another process may put its own folder there between any two of these steps. */
  private static void place(
      Path fresh,
      Path target,
      Path old,
      Predicate<String> replaced,
      BiPredicate<Path, Path> exchange)
      throws IOException {
    for (int left = TRIES; ; left--) {
      try {
        if (Files.exists(target)) {
          carry(target, fresh, replaced);
          Places.copyPermissions(target, fresh);
        }
        Places.force(fresh);
        swap(fresh, target, old, exchange);
        return;
      } catch (FileSystemException e) {
        if (left == 0 || !Files.exists(fresh)) {
          throw e;
        }
      }
    }
  }

  private static void swap(Path fresh, Path target, Path old, BiPredicate<Path, Path> exchange)
      throws IOException {
    if (!Files.exists(target) || !exchange.test(fresh, target)) {
      if (Files.exists(target)) {
        Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
      }
      try {
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        if (Files.exists(old) && !Files.exists(target)) {
          Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
        }
        discard(old); // a person's files in it were carried over
        throw e;
      }
    }
    Places.force(target.getParent());
    discard(old);
  }

  /** Hard links, where the filesystem has them, cost no time or space. */
  private static void carry(Path from, Path to, Predicate<String> replaced) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes a)
              throws IOException {
            if (folder.equals(from)) {
              return FileVisitResult.CONTINUE;
            }
            if (replaced.test(from.relativize(folder).toString())) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(to.resolve(from.relativize(folder)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
            var name = from.relativize(file);
            var kept = to.resolve(name);
            if (!replaced.test(name.toString()) && !Files.exists(kept, LinkOption.NOFOLLOW_LINKS)) {
              link(file, kept, a);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void link(Path file, Path kept, BasicFileAttributes attributes)
      throws IOException {
    if (attributes.isRegularFile()) {
      try {
        Files.createLink(kept, file);
        return;
      } catch (IOException | UnsupportedOperationException e) {
        // a filesystem without links: copied below
      }
    }
    Files.copy(file, kept, LinkOption.NOFOLLOW_LINKS, StandardCopyOption.COPY_ATTRIBUTES);
  }

  /** The write is done by then: what can't be removed costs space alone, and is tried again. */
  private static void discard(Path folder) {
    try {
      FileTree.delete(folder);
    } catch (lamina.problem.Problem e) {
      return;
    }
  }

  /**
   * Puts right what a crash left of a folder's writes: afterwards it is there, whole, if it ever
   * was.
   */
  public static void settle(Path folder) {
    try {
      var target = Places.target(folder);
      if (Files.isDirectory(target.getParent())) {
        Part.removeAbandoned(target);
      }
    } catch (IOException e) {
      return; // whoever opens the folder says what is wrong with it
    }
  }
}
