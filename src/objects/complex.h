/* complex.h - complex arithmetic that float needs. */
#ifndef OBJECTS_COMPLEX_H
#define OBJECTS_COMPLEX_H

#include "runtime/type.h"

/* (ar + ai*j) ** (br + bi*j); ZeroDivisionError, OverflowError */
Value complex_power(Thread *t, double ar, double ai, double br, double bi);

#endif
