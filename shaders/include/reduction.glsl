// Where the elements of a group lie that is reduced to one number. The axes are those the host collapsed the shape to, innermost first:
// kept axes number the groups, reduced axes the elements of a group. A group is reduced by one invocation, or, where COOPERATIVE, by a
// workgroup. Include after a push-constant block p with kept_count, reduced_count, kept_extent0..3, kept_stride0..3,
// reduced_extent0..3, reduced_stride0..3.
#ifndef CNNVULKAN_REDUCTION_GLSL
#define CNNVULKAN_REDUCTION_GLSL

// How many axes there are of each kind, 0 to 4.
layout(constant_id = 5) const uint KEPT_RANK = 1;
layout(constant_id = 6) const uint REDUCED_RANK = 1;
layout(constant_id = 7) const bool COOPERATIVE = false;

void advance(uint axis, uint rank, uint extent, uint stride, inout uint rest, inout uint place)
{
    if (axis >= rank)
        return;
    uint at = axis + 1 == rank ? rest : rest % extent;
    rest /= extent;
    place += at * stride;
}

// The first element of a group.
uint group_start(uint group)
{
    uint rest = group;
    uint place = 0;
    advance(0, KEPT_RANK, p.kept_extent0, p.kept_stride0, rest, place);
    advance(1, KEPT_RANK, p.kept_extent1, p.kept_stride1, rest, place);
    advance(2, KEPT_RANK, p.kept_extent2, p.kept_stride2, rest, place);
    advance(3, KEPT_RANK, p.kept_extent3, p.kept_stride3, rest, place);
    return place;
}

// How far element i of a group lies from its first.
uint group_offset(uint i)
{
    uint rest = i;
    uint place = 0;
    advance(0, REDUCED_RANK, p.reduced_extent0, p.reduced_stride0, rest, place);
    advance(1, REDUCED_RANK, p.reduced_extent1, p.reduced_stride1, rest, place);
    advance(2, REDUCED_RANK, p.reduced_extent2, p.reduced_stride2, rest, place);
    advance(3, REDUCED_RANK, p.reduced_extent3, p.reduced_stride3, rest, place);
    return place;
}

// The group this invocation works on; past kept_count there is none.
uint own_group()
{
    return COOPERATIVE ? group_index() : invocation_index();
}

// It takes every lanes()-th element of the group, from lane() on.
uint lane()
{
    return COOPERATIVE ? gl_LocalInvocationID.x : 0;
}

uint lanes()
{
    return COOPERATIVE ? gl_WorkGroupSize.x : 1;
}

#endif
