#version 450
#extension GL_GOOGLE_include_directive : require
// output[g] = finish(join over the elements x of group g of map(x)), chosen by FUNCTION. The numbers are those of ReduceFunction.cs.
//
// One invocation, or one workgroup where COOPERATIVE, computes one element. input: any dense tensor; output: kept_count elements.
// A group without elements gives the function's neutral element. A cooperative workgroup is a power of two, at most 256.
// variants: f32 f16 i32
#include "kernel.glsl"
#include "workgroup_tree.glsl"

layout(constant_id = 4) const uint FUNCTION = 0;
// Whether the elements are truth values: it decides what the maximum and minimum of nothing are.
layout(constant_id = 8) const bool TRUTH = false;

layout(binding = 0, set = 0) readonly buffer Input { ELEMENT input_data[]; };
layout(binding = 1, set = 0) writeonly buffer Output { ELEMENT output_data[]; };

layout(push_constant) uniform Push {
    uint input_base;
    uint output_base;
    uint kept_count;
    uint reduced_count;
    uint kept_extent0;
    uint kept_extent1;
    uint kept_extent2;
    uint kept_extent3;
    uint kept_stride0;
    uint kept_stride1;
    uint kept_stride2;
    uint kept_stride3;
    uint reduced_extent0;
    uint reduced_extent1;
    uint reduced_extent2;
    uint reduced_extent3;
    uint reduced_stride0;
    uint reduced_stride1;
    uint reduced_stride2;
    uint reduced_stride3;
} p;

#include "reduction.glsl"

const uint SUM = 0;
const uint MEAN = 1;
const uint MAX = 2;
const uint MIN = 3;
const uint PROD = 4;
const uint L1 = 5;
const uint L2 = 6;
const uint SUM_SQUARE = 7;
const uint LOG_SUM = 8;
const uint LOG_SUM_EXP = 9;

#ifdef ELEMENT_I32
const int LEAST = TRUTH ? 0 : -2147483647 - 1;
const int GREATEST = TRUTH ? 1 : 2147483647;
#else
#define LEAST (-POSITIVE_INFINITY)
#define GREATEST POSITIVE_INFINITY
#endif

VALUE neutral(uint how)
{
    return how == JOIN_PRODUCT ? VALUE(1) : how == JOIN_MAXIMUM ? LEAST : how == JOIN_MINIMUM ? GREATEST : VALUE(0);
}

uint joining()
{
    return FUNCTION == MAX ? JOIN_MAXIMUM : FUNCTION == MIN ? JOIN_MINIMUM : FUNCTION == PROD ? JOIN_PRODUCT : JOIN_SUM;
}

VALUE map(VALUE x, VALUE shift)
{
    switch (FUNCTION) {
    case L1: return abs(x);
    case L2:
    case SUM_SQUARE: return x * x;
    case LOG_SUM_EXP: return VALUE(exp(float(x - shift)));
    default: return x;
    }
}

VALUE finish(VALUE x, VALUE shift)
{
    switch (FUNCTION) {
    case MEAN: return divide(x, VALUE(p.reduced_count));
    case L2: return VALUE(sqrt(float(x)));
    case LOG_SUM: return VALUE(log(float(x)));
    case LOG_SUM_EXP: return VALUE(log(float(x))) + shift;
    default: return x;
    }
}

// Joins the group's elements: as they are (plain), or each mapped.
VALUE reduce_group(uint how, bool plain, uint start, uint count, VALUE shift)
{
    VALUE result = neutral(how);
    for (uint i = lane(); i < count; i += lanes()) {
        VALUE x = VALUE(input_data[start + group_offset(i)]);
        result = join(how, result, plain ? x : map(x, shift));
    }
    if (COOPERATIVE)
        result = across_workgroup(how, result);
    return result;
}

void main()
{
    uint group = own_group();
    bool inside = group < p.kept_count;
    uint start = inside ? p.input_base + group_start(group) : p.input_base;
    uint count = inside ? p.reduced_count : 0;
    VALUE shift = VALUE(0);
    if (FUNCTION == LOG_SUM_EXP) {
        // The largest element becomes e^0: nothing overflows.
        VALUE largest = reduce_group(JOIN_MAXIMUM, true, start, count, VALUE(0));
        shift = abs(largest) < GREATEST ? largest : VALUE(0);
    }
    VALUE result = finish(reduce_group(joining(), false, start, count, shift), shift);
    if (inside && lane() == 0)
        output_data[p.output_base + group] = ELEMENT(result);
}
