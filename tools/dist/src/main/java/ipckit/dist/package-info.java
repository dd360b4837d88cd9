/**
 * Makes the self-contained image that users install: a Java runtime with ipckit in it, an AOT cache
 * trained on real commands, and one small launcher per program. Runs while building, with the JDK
 * that is to be shipped; nothing of this package is in the image.
 */
package ipckit.dist;
