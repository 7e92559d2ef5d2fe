package io.limpet.retail;

/**
 * One row of the data set: a line of an invoice.
 *
 * @param invoice number of the invoice; one that begins with C is a cancellation
 * @param stockCode the shop's code in capitals
 * @param description what the till said, spaces tidied; a note of the staff in some rows
 * @param quantity pieces, below zero in cancellations and corrections
 * @param timestampMillis wall clock of the shop taken as UTC, epoch milliseconds
 * @param unitPrice price of one in GBP
 * @param customer number of the customer, empty if there is none
 * @param country where the customer lives
 */
record RetailRow(
    String invoice,
    String stockCode,
    String description,
    int quantity,
    long timestampMillis,
    double unitPrice,
    String customer,
    String country) {

  boolean isCancellation() {
    return invoice.startsWith("C");
  }

  boolean hasCustomer() {
    return !customer.isEmpty();
  }
}
