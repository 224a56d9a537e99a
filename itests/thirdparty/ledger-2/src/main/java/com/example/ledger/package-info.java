/** Ledgers: money comes in and goes out, line by line, and never below zero. */
@Export
@Version("2.0.0")
package com.example.ledger;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
