/** What the doctor finds, before simulators that are well and others that are not. */
package io.acexy.it.doctor;
