package io.limpet.lake.files;

import java.nio.file.Path;

/**
 * A file that cannot be imported. The message is one line that names the file, the row, the field
 * with its value, and the mend; the command line shows it and ends with code 2.
 */
public final class BadInputException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String file;
  private final long row;
  private final String field;

  private BadInputException(BadInputException of, String more) {
    super(of.getMessage() + more);
    this.file = of.file;
    this.row = of.row;
    this.field = of.field;
  }

  private BadInputException(Path file, String place, long row, String field, String fault) {
    super(file.getFileName() + place + ": " + fault);
    this.file = file.toString();
    this.row = row;
    this.field = field;
  }

  /** The file as a whole is bad. */
  static BadInputException ofFile(Path file, String fault) {
    return new BadInputException(file, "", 0, "", fault);
  }

  /**
   * One row is bad.
   *
   * @param rowName how rows are counted in such a file, line or row
   * @param field which field of it, empty when it is the whole row
   */
  static BadInputException ofRow(Path file, String rowName, long row, String field, String fault) {
    return new BadInputException(file, ", " + rowName + " " + row, row, field, fault);
  }

  /** The same with something to add. */
  BadInputException with(String more) {
    return new BadInputException(this, more);
  }

  /** The file. */
  public String file() {
    return file;
  }

  /** Line of a text file or row of a Parquet file, from 1; 0 when it is the whole file. */
  public long row() {
    return row;
  }

  /** The field, empty when it is the whole row. */
  public String field() {
    return field;
  }
}
