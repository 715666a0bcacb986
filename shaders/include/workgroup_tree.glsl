// Joins one number of every invocation of a workgroup, in an order that depends on nothing but the workgroup's size, which must be a
// power of two and at most 256. Every invocation must call it.
#ifndef CNNVULKAN_WORKGROUP_TREE_GLSL
#define CNNVULKAN_WORKGROUP_TREE_GLSL

#include "arithmetic.glsl"

const uint JOIN_SUM = 0;
const uint JOIN_PRODUCT = 1;
const uint JOIN_MAXIMUM = 2;
const uint JOIN_MINIMUM = 3;

shared VALUE tree_nodes[256];

VALUE join(uint how, VALUE x, VALUE y)
{
    switch (how) {
    case JOIN_PRODUCT: return x * y;
    case JOIN_MAXIMUM: return maximum(x, y);
    case JOIN_MINIMUM: return minimum(x, y);
    default: return x + y;
    }
}

VALUE across_workgroup(uint how, VALUE x)
{
    uint lane = gl_LocalInvocationID.x;
    // The tree may still be read from an earlier call.
    barrier();
    tree_nodes[lane] = x;
    barrier();
    for (uint width = gl_WorkGroupSize.x / 2; width > 0; width /= 2) {
        if (lane < width)
            tree_nodes[lane] = join(how, tree_nodes[lane], tree_nodes[lane + width]);
        barrier();
    }
    return tree_nodes[0];
}

#endif
